import OpenAI from "openai"
import { z } from "zod"
import type { ModelRegistry } from "#schemas/models.ts"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { ModelFault } from "./fault.ts"
import type { EmbedReply, ImageReply, ModelProvider, Vendor } from "./model.ts"
import { openaiChat, openaiFault, usageOf } from "./openai-chat.ts"
import { prompted } from "./prompted.ts"
import { pickModels, priceOf } from "./registry.ts"

export const openaiEnv = z.object({
  OPENAI_API_KEY: z.string().min(8).optional().describe("turns on OpenAI; without any model set the embedded composer writes"),
  OPENAI_BASE_URL: z.url().optional().describe("default: OpenAI with a key; a proxy or the sandbox otherwise"),
  OPENAI_MODEL: z.string().optional().describe("the model that writes; default: the one of seeds/models.yaml"),
})
export type OpenaiConfig = z.infer<typeof openaiEnv> & SandboxConfig

/** OpenAI's SDK, without its own retries and with the caller's fetch. */
export const openaiClient = (apiKey: string, baseURL: string, fetcher: typeof fetch) =>
  new OpenAI({ apiKey, baseURL, fetch: fetcher, maxRetries: 0, timeout: 300_000 })

/** Chat with strict structured output, tools, streaming and pictures; embeddings; images. Null when neither key nor address is set. */
export function openai(config: OpenaiConfig, registry: ModelRegistry, fetcher: typeof fetch): ModelProvider | null {
  if (!config.OPENAI_API_KEY && !config.OPENAI_BASE_URL) return null
  const { url, secret, mode } = endpoint({
    sandbox: config.SANDBOX_URL,
    live: "https://api.openai.com/v1",
    ...(config.OPENAI_BASE_URL ? { url: config.OPENAI_BASE_URL } : {}),
    ...(config.OPENAI_API_KEY ? { secret: config.OPENAI_API_KEY } : {}),
    sandboxSecret: "sk-autonomax-sandbox",
  })
  const client = openaiClient(secret, url, fetcher)
  const price = priceOf(registry, "openai")
  const models = pickModels(registry, "openai", config.OPENAI_MODEL)
  const vendor: Vendor = {
    name: "openai",
    mode,
    tier: "hosted",
    useFor: registry.providers.openai.use_for,
    models,
    price,
    chat: openaiChat("openai", client, "openai", price),
    embed: (texts, model) => embed(client, price, texts, model),
    image: (prompt, model) => image(client, price, prompt, model),
  }
  return prompted(vendor)
}

async function embed(client: OpenAI, price: Vendor["price"], texts: readonly string[], model: string): Promise<EmbedReply> {
  try {
    const { data, usage } = await client.embeddings.create({ model, input: [...texts], encoding_format: "float" })
    const vectors = (data ?? []).toSorted((a, b) => a.index - b.index).map(({ embedding }) => Float32Array.from(embedding))
    const dimension = vectors[0]?.length ?? 0
    if (vectors.length !== texts.length || vectors.some(({ length }) => length !== dimension))
      throw new ModelFault("nonsense", `${texts.length} texts gave ${vectors.length} vectors of unequal width.`)
    return { ...usageOf(usage.prompt_tokens, 0, price(model)), vectors, dimension, model: `openai:${model}` }
  } catch (error) {
    throw openaiFault(error)
  }
}

async function image(client: OpenAI, price: Vendor["price"], prompt: string, model: string): Promise<ImageReply> {
  try {
    const { data, usage } = await client.images.generate({
      model,
      prompt,
      n: 1,
      size: "1024x1024",
      quality: "medium",
      output_format: "png",
    })
    const base64 = data?.[0]?.b64_json
    if (!base64) throw new ModelFault("nonsense", "The reply has no image.")
    const costMicros = Math.ceil(price(model).image)
    const tokens = { tokensIn: usage?.input_tokens ?? 0, tokensOut: usage?.output_tokens ?? 0 }
    return { ...tokens, costMicros, picture: { type: "image/png", base64 }, model: `openai:${model}` }
  } catch (error) {
    throw openaiFault(error)
  }
}
