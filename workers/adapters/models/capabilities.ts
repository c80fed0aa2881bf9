import type { ModelRole } from "#schemas/models.ts"
import { attempt, type Surroundings, type Tally } from "./attempt.ts"
import type { ModelCall } from "./gateway.ts"
import { ladder } from "./ladder.ts"
import type { ChatReply, ChatRequest, EmbedReply, ImageReply, ModelProvider, Usage, Vendor } from "./model.ts"
import { worstOf } from "./prompted.ts"

/** What beside prompts a model can do for the shop; each under the same budget, breaker and record. Null when no vendor for it is set. */
export type Capabilities = {
  /** Free talk: streamed when `onText` is given; with tools or pictures when they are. Its output is nobody's order. */
  chat(request: Omit<ChatRequest, "model" | "signal">, subject: string): Promise<ChatReply | null>
  embed(texts: readonly string[], subject: string): Promise<EmbedReply | null>
  image(prompt: string, subject: string): Promise<ImageReply | null>
}

type Job<T> = {
  what: string
  role: ModelRole
  subject: string
  /** Null when this vendor cannot do it. */
  of(vendor: Vendor): { model: string; worst: number; run(signal: AbortSignal): Promise<T> } | null
}

export function capabilities(
  providers: readonly ModelProvider[],
  around: Surroundings,
  record: (call: ModelCall) => Promise<void>,
): Capabilities {
  async function one<T extends Usage & { model: string }>({ what, role, subject, of }: Job<T>): Promise<T | null> {
    const vendors = ladder(providers, role).flatMap(({ vendor }) => (vendor ? [vendor] : []))
    let failure: unknown = null
    for (const vendor of vendors) {
      const started = Date.now()
      const tally: Tally = { attempts: 0, costMicros: 0 }
      const call = { prompt: what, version: 0, model: vendor.name, subject, tokensIn: 0, tokensOut: 0, repairs: 0, cached: false }
      try {
        const job = of(vendor)
        if (!job) continue
        const work = {
          provider: vendor.name,
          subject,
          spare: false,
          until: around.now() + around.timeoutMs,
          worst: () => job.worst,
          run: job.run,
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
  return {
    chat: (request, subject) =>
      one<ChatReply>({
        what: "chat",
        role: request.tools ? "tools" : request.turns.some(({ pictures }) => pictures?.length) ? "vision" : "drafting",
        subject,
        of(vendor) {
          const seeing = request.turns.some(({ pictures }) => pictures?.length)
          if (seeing && vendor.tier === "edge") return null
          const chat: ChatRequest = { ...request, model: seeing ? vendor.models.vision : vendor.models.chat }
          return { model: chat.model, worst: worstOf(vendor, chat), run: (signal) => vendor.chat({ ...chat, signal }) }
        },
      }),
    embed: (texts, subject) =>
      one<EmbedReply>({
        what: "embed",
        role: "embedding",
        subject,
        of({ models: { embed: model }, embed, price }) {
          if (!model || !embed) return null
          const bytes = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0)
          return { model, worst: Math.ceil(bytes * price(model).in), run: () => embed(texts, model) }
        },
      }),
    image: (prompt, subject) =>
      one<ImageReply>({
        what: "image",
        role: "images",
        subject,
        of({ models: { image: model }, image, price }) {
          return model && image ? { model, worst: Math.ceil(price(model).image), run: () => image(prompt, model) } : null
        },
      }),
  }
}
