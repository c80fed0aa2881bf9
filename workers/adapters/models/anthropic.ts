import { z } from "zod"
import type { ModelRegistry } from "#schemas/models.ts"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { Failure, Message, StreamEvent } from "./anthropic-shapes.ts"
import { faultOf, faultOfStatus, ModelFault } from "./fault.ts"
import type { ChatReply, ChatRequest, ModelProvider, Turn, Vendor } from "./model.ts"
import { usageOf } from "./openai-chat.ts"
import { prompted } from "./prompted.ts"
import { pickModels, priceOf } from "./registry.ts"
import { eventsOf } from "./sse.ts"

export const anthropicEnv = z.object({
  ANTHROPIC_API_KEY: z.string().min(8).optional().describe("turns on Anthropic"),
  ANTHROPIC_BASE_URL: z.url().optional().describe("default: Anthropic with a key; a proxy or the sandbox otherwise"),
  ANTHROPIC_MODEL: z.string().optional().describe("the model that writes; default: the first of seeds/models.yaml"),
})
export type AnthropicConfig = z.infer<typeof anthropicEnv> & SandboxConfig

/** The Messages API: JSON by a tool that the model must use, tools, streaming, pictures. Null when neither key nor address is set. */
export function anthropic(config: AnthropicConfig, registry: ModelRegistry, fetcher: typeof fetch): ModelProvider | null {
  if (!config.ANTHROPIC_API_KEY && !config.ANTHROPIC_BASE_URL) return null
  const { url, secret, mode } = endpoint({
    sandbox: config.SANDBOX_URL,
    live: "https://api.anthropic.com",
    ...(config.ANTHROPIC_BASE_URL ? { url: config.ANTHROPIC_BASE_URL } : {}),
    ...(config.ANTHROPIC_API_KEY ? { secret: config.ANTHROPIC_API_KEY } : {}),
    sandboxSecret: "sk-ant-autonomax-sandbox",
  })
  const price = priceOf(registry, "anthropic")
  const models = pickModels(registry, "anthropic", config.ANTHROPIC_MODEL)
  const chat = async (request: ChatRequest): Promise<ChatReply> => {
    try {
      const reply = await fetcher(`${url}/v1/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-api-key": secret, "anthropic-version": "2023-06-01" },
        body: JSON.stringify(bodyOf(request)),
        ...(request.signal ? { signal: request.signal } : {}),
      })
      if (!reply.ok) throw await failureOf(reply)
      const message = request.onText && reply.body ? await streamed(reply.body, request.onText) : Message.safeParse(await reply.json()).data
      if (!message) throw new ModelFault("nonsense", "The reply is not a message.")
      return replyOf(message, request, price)
    } catch (error) {
      throw faultOf(error)
    }
  }
  return prompted({ name: "anthropic", mode, tier: "hosted", useFor: registry.providers.anthropic.use_for, models, price, chat })
}

export function bodyOf({ model, system, turns, maxTokens, answer, tools, onText }: ChatRequest) {
  const forced = answer && { name: answer.name, description: "Gives the answer.", input_schema: answer.schema }
  return {
    model,
    max_tokens: maxTokens,
    system,
    messages: turns.map(messageOf),
    ...(forced ? { tools: [forced], tool_choice: { type: "tool", name: forced.name } } : {}),
    ...(tools && !forced ? { tools: tools.map(({ name, about, input }) => ({ name, description: about, input_schema: input })) } : {}),
    ...(onText ? { stream: true } : {}),
  }
}

function messageOf({ role, text, pictures = [], calls = [], results = [] }: Turn) {
  const found = results.map(({ id, text: content }) => ({ type: "tool_result", tool_use_id: id, content }))
  const asked = calls.map(({ id, name, input }) => ({ type: "tool_use", id, name, input: isObject(input) ? input : {} }))
  const images = pictures.map(({ type, base64 }) => ({ type: "image", source: { type: "base64", media_type: type, data: base64 } }))
  // An empty text is refused there.
  const said = text ? [{ type: "text", text }] : []
  return { role, content: [...found, ...images, ...said, ...asked] }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value)

async function failureOf(reply: Response): Promise<ModelFault> {
  const read = Failure.safeParse(await reply.json().catch(() => null))
  // 529 is Anthropic's own way of saying that it is overloaded.
  return faultOfStatus(reply.status, read.data ? `${read.data.error.type}: ${read.data.error.message}` : reply.statusText, reply.headers)
}

async function streamed(body: ReadableStream<Uint8Array>, onText: (piece: string) => void): Promise<Message> {
  const blocks: { id?: string | undefined; name?: string | undefined; text: string }[] = []
  const message: Message = { model: "", content: [], stop_reason: null, usage: { input_tokens: 0, output_tokens: 0 } }
  let ended = false
  for await (const raw of eventsOf(body)) {
    const event = StreamEvent.safeParse(raw).data
    if (event?.type === "error")
      throw new ModelFault(event.error.type === "overloaded_error" ? "server-error" : "cut-off", event.error.message)
    if (event?.type === "message_start") Object.assign(message, event.message)
    if (event?.type === "content_block_start")
      blocks[event.index] = { id: event.content_block.id, name: event.content_block.name, text: "" }
    if (event?.type === "content_block_delta") {
      const piece = event.delta.text ?? event.delta.partial_json ?? ""
      const block = (blocks[event.index] ??= { text: "" })
      block.text += piece
      onText(piece)
    }
    if (event?.type === "message_delta") {
      message.stop_reason = event.delta.stop_reason ?? message.stop_reason
      message.usage = { ...message.usage, ...event.usage }
    }
    if (event?.type === "message_stop") ended = true
  }
  if (!ended) throw new ModelFault("cut-off", "The stream ended without message_stop.")
  message.content = blocks.map(({ id = "", name, text }) =>
    name ? { type: "tool_use", id, name, input: jsonOr(text) } : { type: "text", text },
  )
  return message
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text || "{}")
  } catch {
    return text
  }
}

function replyOf({ model, content, stop_reason, usage }: Message, request: ChatRequest, price: Vendor["price"]): ChatReply {
  const tokensIn = usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0)
  const spent = usageOf(tokensIn, usage.output_tokens, price(request.model))
  const text = content.flatMap((block) => ("text" in block ? [block.text] : [])).join("")
  if (stop_reason === "refusal") throw new ModelFault("refusal", text || "The model declined.", { costMicros: spent.costMicros })
  const calls = content.flatMap((block) => ("name" in block ? [{ id: block.id, name: block.name, input: block.input }] : []))
  const given = request.answer && calls.find(({ name }) => name === request.answer?.name)
  const answer = given ? (typeof given.input === "string" ? given.input : JSON.stringify(given.input)) : text
  return { ...spent, text: answer, calls, model: `anthropic:${model}`, cut: stop_reason === "max_tokens" }
}
