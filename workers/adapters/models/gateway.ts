import type { z } from "zod"
import { prompts, type PromptName } from "#schemas/prompts/index.ts"
import type { ModelProvider, PromptInput, PromptOutput } from "./model.ts"

export type ModelCall = {
  prompt: string
  version: number
  model: string
  subject: string
  tokensIn: number
  tokensOut: number
  costMicros: number
  millis: number
  repairs: number
  ok: boolean
  error: string | null
}
/** One task, checked: `model` is who wrote it. */
export type Answer<N extends PromptName> = { output: PromptOutput<N>; model: string }
export type Models = {
  providers: { name: string; mode: ModelProvider["mode"] }[]
  complete<N extends PromptName>(name: N, input: PromptInput<N>, subject: string): Promise<Answer<N>>
}

/** Every provider failed; the causes are in order. */
export class NoModelAnswered extends Error {
  override name = "NoModelAnswered"
}

const repairsAllowed = 2

/**
 * Asks the providers in their order until one gives an output that the prompt's schema accepts. A provider whose
 * output is refused is asked again at most twice; then the next one is asked. Every try is recorded.
 */
export function gateway(providers: ModelProvider[], record: (call: ModelCall) => Promise<void>): Models {
  return {
    providers: providers.map(({ name, mode }) => ({ name, mode })),
    async complete<N extends PromptName>(name: N, input: PromptInput<N>, subject: string) {
      const failures: unknown[] = []
      for (const provider of providers) {
        try {
          return await ask(provider, name, input, subject, record)
        } catch (error) {
          failures.push(error)
          if (isRefusal(error)) throw error
        }
      }
      throw new NoModelAnswered(`No model completed ${name}: ${failures.map(String).join("; ")}`, { cause: failures.at(-1) })
    },
  }
}

/** A refusal is about the request, so no other provider would do better. */
const isRefusal = (error: unknown) => error instanceof Error && error.name === "CannotCompose"

async function ask<N extends PromptName>(
  provider: ModelProvider,
  name: N,
  input: PromptInput<N>,
  subject: string,
  record: (call: ModelCall) => Promise<void>,
) {
  const started = Date.now()
  const call: ModelCall = {
    prompt: name,
    version: prompts[name].version,
    model: provider.name,
    subject,
    tokensIn: 0,
    tokensOut: 0,
    costMicros: 0,
    millis: 0,
    repairs: 0,
    ok: false,
    error: null,
  }
  try {
    for (; ; call.repairs++) {
      const completion = await provider.complete(name, input)
      call.model = completion.model
      call.tokensIn += completion.tokensIn
      call.tokensOut += completion.tokensOut
      call.costMicros += completion.costMicros
      const checked = check(name, completion.output)
      if (checked.success) {
        call.ok = true
        return { output: checked.data, model: completion.model }
      }
      if (call.repairs >= repairsAllowed || provider.mode === "embedded") throw new Error(`${completion.model}: ${checked.error.message}`)
    }
  } catch (error) {
    call.error = String(error).slice(0, 500)
    throw error
  } finally {
    await record({ ...call, millis: Date.now() - started })
  }
}

/** The cast only ties the schema of `name` to the output type of `name`: both come from the same entry of `prompts`. */
function check<N extends PromptName>(name: N, output: unknown) {
  return prompts[name].output.safeParse(output) as z.ZodSafeParseResult<PromptOutput<N>>
}
