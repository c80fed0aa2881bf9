import type { ModelRole, SafeMode } from "#schemas/models.ts"
import { withoutProfanity } from "#workers/lib/safe/profanity/index.ts"
import { attempt, type Surroundings, type Tally } from "./attempt.ts"
import { ModelFault } from "./fault.ts"
import type { ModelCall } from "./gateway.ts"
import { ladder } from "./ladder.ts"
import type { ChatReply, ChatRequest, EmbedReply, ImageReply, ModelProvider, Usage, Vendor } from "./model.ts"
import { worstOf } from "./prompted.ts"

/** `task` names the versioned text that the talk is led by, for the record. */
export type TalkRequest = Omit<ChatRequest, "model" | "signal" | "onText"> & { task: { name: string; version: number } }

/** What beside prompts a model can do for the shop; each under the same budget, breaker and record. Null when no vendor for it is set. */
export type Capabilities = {
  /** Free talk, with tools or pictures when they are given. Its output is nobody's order. */
  chat(request: TalkRequest, subject: string): Promise<ChatReply | null>
  /** `provider`: by nobody else, for what is compared with the vectors must come from the same model. */
  embed(texts: readonly string[], subject: string, provider?: string): Promise<EmbedReply | null>
  image(prompt: string, subject: string): Promise<ImageReply | null>
}

type Job<T> = {
  what: { name: string; version: number }
  role: ModelRole
  subject: string
  /** Null when this vendor cannot do it. `economy`: with its cheapest model. */
  of(vendor: Vendor, economy: boolean): { worst: number; run(signal: AbortSignal): Promise<T> } | null
}

export function capabilities(
  providers: readonly ModelProvider[],
  around: Surroundings,
  record: (call: ModelCall) => Promise<void>,
  safeModes: readonly SafeMode[],
): Capabilities {
  async function one<T extends Usage & { model: string }>({ what, role, subject, of }: Job<T>): Promise<T | null> {
    const vendors = ladder(providers, role).flatMap(({ vendor }) => (vendor ? [vendor] : []))
    let failure: unknown = null
    for (const vendor of vendors) {
      const started = Date.now()
      const tally: Tally = { attempts: 0, costMicros: 0 }
      const call = {
        prompt: what.name,
        version: what.version,
        model: vendor.name,
        subject,
        tokensIn: 0,
        tokensOut: 0,
        repairs: 0,
        cached: false,
        similar: false,
      }
      try {
        const job = of(vendor, false)
        if (!job) continue
        const cheap = of(vendor, true) ?? job
        const work = {
          provider: vendor.name,
          subject,
          spare: false,
          until: around.now() + around.timeoutMs,
          worst: (economy: boolean) => (economy ? cheap : job).worst,
          run: (signal: AbortSignal, economy: boolean) => (economy ? cheap : job).run(signal),
        }
        const done = await attempt(work, around, tally)
        const { tokensIn, tokensOut, model } = done
        await record({ ...call, ...tally, tokensIn, tokensOut, model, millis: Date.now() - started, ok: true, error: null })
        return done
      } catch (error) {
        failure = error
        await record({ ...call, ...tally, millis: Date.now() - started, ok: false, error: String(error).slice(0, 500) })
      }
    }
    if (failure) throw failure
    return null
  }
  const decent = (text: string) => (safeModes.includes("profanity_filter") ? withoutProfanity(text) : text)
  return {
    async chat({ task, ...request }, subject) {
      const seeing = request.turns.some(({ pictures }) => pictures?.length)
      const reply = await one<ChatReply>({
        what: task,
        role: request.tools ? "tools" : seeing ? "vision" : "drafting",
        subject,
        of(vendor, economy) {
          if (seeing && vendor.tier === "edge") return null
          const { chat, vision, economy: cheapest } = vendor.models
          const asked: ChatRequest = { ...request, model: seeing ? vision : economy ? cheapest : chat }
          const run = (signal: AbortSignal) => vendor.chat({ ...asked, signal })
          return { worst: worstOf(vendor, asked), run }
        },
      })
      return reply && { ...reply, text: decent(reply.text) }
    },
    async embed(texts, subject, provider) {
      const replies: EmbedReply[] = []
      for (const batch of batchesOf(texts)) {
        const reply = await one<EmbedReply>({
          what: { name: "embed", version: 0 },
          role: "embedding",
          subject,
          of({ name, models: { embed: model }, embed, price }) {
            if (!model || !embed || (provider && name !== provider)) return null
            return { worst: Math.ceil(bytesOf(batch) * price(model).in), run: () => embed(batch, model) }
          },
        })
        if (!reply) return null
        // The ladder may have stepped down between two batches, and vectors of two models cannot be compared.
        if (replies[0] && replies[0].model !== reply.model) throw new ModelFault("nonsense", "Two models made the vectors of one request.")
        replies.push(reply)
      }
      return joined(replies)
    },
    image: (prompt, subject) =>
      one<ImageReply>({
        what: { name: "image", version: 0 },
        role: "images",
        subject,
        of({ models: { image: model }, image, price }) {
          return model && image ? { worst: Math.ceil(price(model).image), run: () => image(prompt, model) } : null
        },
      }),
  }
}

const bytesOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0)

/** OpenAI takes 2,048 texts and 300,000 tokens a request, Workers AI 100 texts; a token is at least a byte. */
function batchesOf(texts: readonly string[]): string[][] {
  const batches: string[][] = []
  let bytes = 0
  for (const text of texts) {
    const size = bytesOf([text])
    const last = batches.at(-1)
    if (last && last.length < 100 && bytes + size <= 250_000) last.push(text)
    else {
      batches.push([text])
      bytes = 0
    }
    bytes += size
  }
  return batches
}

function joined(replies: readonly EmbedReply[]): EmbedReply | null {
  const [first] = replies
  const sum = (of: (reply: EmbedReply) => number) => replies.reduce((total, reply) => total + of(reply), 0)
  return (
    (first && {
      ...first,
      vectors: replies.flatMap(({ vectors }) => vectors),
      tokensIn: sum(({ tokensIn }) => tokensIn),
      tokensOut: sum(({ tokensOut }) => tokensOut),
      costMicros: sum(({ costMicros }) => costMicros),
    }) ??
    null
  )
}
