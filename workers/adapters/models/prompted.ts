import { prompts, type PromptName } from "#schemas/prompts/index.ts"
import { asMaterial } from "#workers/lib/safe/taint.ts"
import type { ChatRequest, CompleteOptions, Completion, ModelProvider, PromptInput, Vendor } from "./model.ts"
import { answerSchema } from "./strict-schema.ts"

const schemas = new Map<PromptName, ReturnType<typeof answerSchema>>()
/** Longer answers are streamed: a vendor's proxy closes a connection that is silent for a minute or two. */
const longAnswer = 4000

function schemaOf(name: PromptName) {
  const kept = schemas.get(name) ?? answerSchema(prompts[name].output)
  schemas.set(name, kept)
  return kept
}

/** A prompt with its input as a chat. The task's name goes with the input, so that logs and stand-ins can tell what is asked. */
export function chatOf<N extends PromptName>(vendor: Vendor, name: N, input: PromptInput<N>, options: CompleteOptions = {}): ChatRequest {
  const { system, maxTokens, version } = prompts[name]
  const turns = (options.refused ?? []).flatMap(({ answer, issues }) => [
    { role: "assistant" as const, text: typeof answer === "string" ? answer || "(nothing)" : JSON.stringify(answer) },
    { role: "user" as const, text: `That does not fit the schema. Mend exactly this and give the whole answer again:\n${issues}` },
  ])
  return {
    model: options.economy ? vendor.models.economy : vendor.models.chat,
    system,
    turns: [{ role: "user", text: asMaterial({ task: name, version, input }) }, ...turns],
    maxTokens,
    answer: { name: name.replaceAll(/[^a-zA-Z0-9_-]/g, "_"), schema: schemaOf(name) },
    ...(maxTokens >= longAnswer ? { onText: () => undefined } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  }
}

/**
 * The most that a chat can cost, in micro-dollars. A token is at least one byte, so bytes bound the tokens that go in;
 * `maxTokens` bounds those that come out. A picture is priced as 3,000 tokens, more than any vendor's largest tile count.
 */
export function worstOf(vendor: Pick<Vendor, "price">, request: ChatRequest): number {
  const price = vendor.price(request.model)
  const { system, turns, answer, tools, maxTokens } = request
  const bytes = new TextEncoder().encode(
    JSON.stringify([system, turns.map(({ text, calls, results }) => [text, calls, results]), answer, tools]),
  ).length
  const pictures = turns.reduce((sum, turn) => sum + (turn.pictures?.length ?? 0), 0)
  return Math.ceil((bytes + 1000 + pictures * 3000) * price.in + maxTokens * price.out)
}

/** A vendor as a provider of prompts: system text, input as JSON, the output schema as the form of the answer. */
export function prompted(vendor: Vendor): ModelProvider {
  return {
    name: vendor.name,
    mode: vendor.mode,
    tier: vendor.tier,
    useFor: vendor.useFor,
    vendor,
    worst: (name, input, options) => worstOf(vendor, chatOf(vendor, name, input, options)),
    async complete(name, input, options): Promise<Completion> {
      const { text, ...reply } = await vendor.chat(chatOf(vendor, name, input, options))
      return { ...reply, output: readJson(text) }
    },
  }
}

/** JSON as models write it: alone, or in a fence, or after a sentence. Text that holds none stays text, for the validator to refuse. */
export function readJson(text: string): unknown {
  const [, fenced] = /```(?:json)?\s*([\s\S]*?)```/.exec(text) ?? []
  const from = text.indexOf("{")
  for (const candidate of [text, fenced, from > 0 ? text.slice(from, text.lastIndexOf("}") + 1) : undefined]) {
    if (candidate === undefined) continue
    try {
      return JSON.parse(candidate)
    } catch {
      // The next way of reading it may do.
    }
  }
  return text
}
