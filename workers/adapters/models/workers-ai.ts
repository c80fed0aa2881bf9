import { z } from "zod"
import type { ModelRegistry } from "#schemas/models.ts"
import { faultOf, ModelFault } from "./fault.ts"
import type { ChatReply, ChatRequest, ModelProvider, Turn, Vendor } from "./model.ts"
import { usageOf } from "./openai-chat.ts"
import { prompted } from "./prompted.ts"
import { pickModels, priceOf } from "./registry.ts"

export const workersAiEnv = z.object({
  WORKERS_AI: z.enum(["on", "off"]).default("off").describe("uses Cloudflare's own models below the hosted ones; needs a deployed Worker"),
})
export type WorkersAiConfig = z.infer<typeof workersAiEnv>

/** As much of the binding as is used; its own type lists every model by name, the registry's names are data. */
export type AiBinding = { run(model: string, input: Record<string, unknown>): Promise<unknown> }

const Chat = z.object({
  response: z.unknown().optional(),
  tool_calls: z.array(z.object({ name: z.string(), arguments: z.unknown() })).nullish(),
  usage: z.object({ prompt_tokens: z.number().default(0), completion_tokens: z.number().default(0) }).optional(),
})
const Vectors = z.object({ shape: z.array(z.number()).optional(), data: z.array(z.array(z.number())) })
const Image = z.object({ image: z.string().min(1) })

/** Cloudflare's models by the AI binding: chat with a JSON schema, embeddings, images. Null unless WORKERS_AI is on. */
export function workersAi(config: WorkersAiConfig, registry: ModelRegistry, ai: AiBinding | undefined): ModelProvider | null {
  if (config.WORKERS_AI !== "on" || !ai) return null
  const price = priceOf(registry, "workers-ai")
  const models = pickModels(registry, "workers-ai")
  const run = async (model: string, input: Record<string, unknown>): Promise<unknown> => {
    try {
      return await ai.run(model, input)
    } catch (error) {
      throw aiFault(error)
    }
  }
  const vendor: Vendor = {
    name: "workers-ai",
    mode: "live",
    tier: "edge",
    useFor: registry.providers["workers-ai"].use_for,
    models,
    price,
    chat: async (request) => replyOf(await run(request.model, chatInput(request)), request, price),
    async embed(texts, model) {
      const read = Vectors.safeParse(await run(model, { text: [...texts] }))
      const vectors = (read.data?.data ?? []).map((vector) => Float32Array.from(vector))
      if (vectors.length !== texts.length) throw new ModelFault("nonsense", `${texts.length} texts gave ${vectors.length} vectors.`)
      // The binding reports no tokens here; bytes bound them, so this errs on the dear side.
      const tokens = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0)
      return { ...usageOf(tokens, 0, price(model)), vectors, dimension: vectors[0]?.length ?? 0, model: `workers-ai:${model}` }
    },
    async image(prompt, model) {
      const read = Image.safeParse(await run(model, { prompt, steps: 4 }))
      if (!read.success) throw new ModelFault("nonsense", "The reply has no image.")
      const costMicros = Math.ceil(price(model).image)
      return {
        tokensIn: 0,
        tokensOut: 0,
        costMicros,
        picture: { type: "image/jpeg", base64: read.data.image },
        model: `workers-ai:${model}`,
      }
    },
  }
  return prompted(vendor)
}

/** Pictures are left out: the models of the registry read text only. */
export function chatInput({ system, turns, maxTokens, answer, tools }: ChatRequest): Record<string, unknown> {
  return {
    messages: [{ role: "system", content: system }, ...turns.flatMap(messagesOf)],
    max_tokens: maxTokens,
    ...(answer ? { response_format: { type: "json_schema", json_schema: answer.schema } } : {}),
    ...(tools ? { tools: tools.map(({ name, about, input }) => ({ name, description: about, parameters: input })) } : {}),
  }
}

function messagesOf({ role, text, calls = [], results = [] }: Turn) {
  if (calls.length > 0) return [{ role, content: JSON.stringify(calls.map(({ name, input }) => ({ name, parameters: input }))) }]
  const found = results.map(({ name, text: content }) => ({ role: "tool", name, content }))
  return text || found.length === 0 ? [...found, { role, content: text }] : found
}

function replyOf(raw: unknown, request: ChatRequest, price: Vendor["price"]): ChatReply {
  const read = Chat.safeParse(raw)
  if (!read.success) throw new ModelFault("nonsense", "The reply is not a chat's.")
  const { response, tool_calls, usage } = read.data
  const text = typeof response === "string" ? response : response === undefined ? "" : JSON.stringify(response)
  request.onText?.(text)
  const tokensOut = usage?.completion_tokens ?? 0
  return {
    ...usageOf(usage?.prompt_tokens, tokensOut, price(request.model)),
    text,
    calls: (tool_calls ?? []).map((call, at) => ({ id: `call_${at}`, name: call.name, input: call.arguments })),
    model: `workers-ai:${request.model}`,
    cut: tokensOut >= request.maxTokens,
  }
}

/** Locally the binding throws, for the models run only at Cloudflare. Its errors carry a number: 3036 is the daily allowance, 3040 no capacity. */
function aiFault(error: unknown): ModelFault {
  const text = error instanceof Error ? error.message : String(error)
  if (/remote|not supported|no such binding/i.test(text))
    return new ModelFault("not-configured", "Workers AI answers only in a deployed Worker.")
  if (/\b(3036|3040|429)\b|capacity|rate limit/i.test(text)) return new ModelFault("rate-limited", text)
  if (/\b(5007|400\d)\b|no such model/i.test(text)) return new ModelFault("unknown-model", text)
  return faultOf(error)
}
