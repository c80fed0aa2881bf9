import type { z } from "zod"
import type { prompts, PromptName } from "#schemas/prompts/index.ts"
import type { ModelRole } from "#schemas/models.ts"

export type PromptInput<N extends PromptName> = z.infer<(typeof prompts)[N]["input"]>
export type PromptOutput<N extends PromptName> = z.infer<(typeof prompts)[N]["output"]>

/** `costMicros` is in millionths of a US dollar. */
export type Usage = { tokensIn: number; tokensOut: number; costMicros: number }
/** What a provider hands back before code has checked it. `cut`: the answer ended at its token limit. */
export type Completion = Usage & { output: unknown; model: string; cut?: boolean }

/** An answer that the validator refused, and why: the model is shown both. */
export type Refused = { answer: unknown; issues: string }
export type CompleteOptions = { economy?: boolean; signal?: AbortSignal; refused?: readonly Refused[] }

export type Picture = { type: "image/png" | "image/jpeg" | "image/webp"; base64: string }
/** What a model asks to be looked up, and what was found; both name the call that they belong to. */
export type ToolCall = { id: string; name: string; input: unknown }
export type ToolResult = { id: string; name: string; text: string }
/** `calls` are an assistant's, `results` a user's. */
export type Turn = {
  role: "user" | "assistant"
  text: string
  pictures?: readonly Picture[]
  calls?: readonly ToolCall[]
  results?: readonly ToolResult[]
}
export type JsonSchema = { readonly [key: string]: unknown }
/** A function that the model may ask for. Its input is as little to be trusted as any other output. */
export type Tool = { name: string; about: string; input: JsonSchema }
export type ChatRequest = {
  model: string
  system: string
  turns: readonly Turn[]
  maxTokens: number
  /** Asks for JSON of this shape instead of prose. */
  answer?: { name: string; schema: JsonSchema }
  tools?: readonly Tool[]
  /** Streams: hears each piece of text as it comes. */
  onText?: (piece: string) => void
  signal?: AbortSignal
}
export type ChatReply = Usage & { text: string; calls: ToolCall[]; model: string; cut: boolean }
export type EmbedReply = Usage & { vectors: Float32Array[]; model: string; dimension: number }
export type ImageReply = Usage & { picture: Picture; model: string }

/** Where a provider stands on the ladder: dear and good above, free and always there below. */
export const tiers = ["hosted", "edge", "local", "embedded"] as const
export type Tier = (typeof tiers)[number]

/** What a vendor can do, in its own words. Streaming, tools and pictures are parts of `chat`. Throws `ModelFault`. */
export type Vendor = {
  name: string
  mode: "embedded" | "sandbox" | "live"
  tier: Tier
  useFor: readonly ModelRole[]
  /** The model that is used, the cheapest of the same vendor, and those for pictures, vectors and images. */
  models: { chat: string; economy: string; vision: string; embed?: string; image?: string }
  /** Millionths of a dollar a token, in and out, and for one image. Throws `ModelFault` for a model without a price. */
  price(model: string): { in: number; out: number; image: number }
  chat(request: ChatRequest): Promise<ChatReply>
  embed?(texts: readonly string[], model: string): Promise<EmbedReply>
  image?(prompt: string, model: string): Promise<ImageReply>
}

/** A model provider: `openai`, `anthropic`, `workers-ai`, `local`, `embedded`. Output is validated by the gateway. */
export type ModelProvider = {
  name: string
  mode: "embedded" | "sandbox" | "live"
  tier?: Tier
  useFor?: readonly ModelRole[]
  complete<N extends PromptName>(name: N, input: PromptInput<N>, options?: CompleteOptions): Promise<Completion>
  /** The most that such a call can cost, in micro-dollars; absent or 0 for what is free. */
  worst?<N extends PromptName>(name: N, input: PromptInput<N>, options?: CompleteOptions): number
  vendor?: Vendor
}
