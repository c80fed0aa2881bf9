import type OpenAI from "openai"
import { z } from "zod"
import type { ModelRegistry } from "#schemas/models.ts"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { ModelFault } from "./fault.ts"
import type { ModelProvider, Vendor } from "./model.ts"
import { ollama } from "./ollama.ts"
import { openaiChat, openaiFault } from "./openai-chat.ts"
import { openaiClient } from "./openai.ts"
import { prompted } from "./prompted.ts"
import { pickModels } from "./registry.ts"

export const localEnv = z.object({
  LOCAL_BASE_URL: z
    .url()
    .optional()
    .describe(
      "a server of your own: OpenAI-compatible, or Ollama's own protocol when it ends in /api, for instance http://localhost:11434/api",
    ),
  LOCAL_MODEL: z.string().optional().describe("the model that server runs; default: the one of seeds/models.yaml"),
  LOCAL_EMBED_MODEL: z.string().optional().describe("the model of that server for vectors"),
  LOCAL_API_KEY: z.string().optional().describe("if that server wants a key"),
})
export type LocalConfig = z.infer<typeof localEnv> & SandboxConfig

/** llama.cpp, vLLM or anything else that speaks OpenAI's protocol, and Ollama in its own. Costs nothing; any model name is taken as given. */
export function local(config: LocalConfig, registry: ModelRegistry, fetcher: typeof fetch): ModelProvider | null {
  if (!config.LOCAL_BASE_URL) return null
  const at = { sandbox: config.SANDBOX_URL, live: config.LOCAL_BASE_URL, url: config.LOCAL_BASE_URL, sandboxSecret: "none" }
  const { url, mode } = endpoint(at)
  const { chat } = pickModels(registry, "local", config.LOCAL_MODEL)
  const price = () => ({ in: 0, out: 0, image: 0 })
  return prompted({
    name: "local",
    mode,
    tier: "local",
    useFor: registry.providers.local.use_for,
    models: { chat, economy: chat, vision: chat, ...(config.LOCAL_EMBED_MODEL ? { embed: config.LOCAL_EMBED_MODEL } : {}) },
    price,
    ...(url.endsWith("/api")
      ? ollama(url, config.LOCAL_API_KEY, fetcher)
      : compatible(openaiClient(config.LOCAL_API_KEY ?? "none", url, fetcher), price)),
  })
}

/** Any server with OpenAI's protocol: its chat and its vectors. */
export function compatible(client: OpenAI, price: Vendor["price"]): Pick<Vendor, "chat"> & Required<Pick<Vendor, "embed">> {
  return {
    chat: openaiChat("local", client, "compatible", price),
    async embed(texts, model) {
      try {
        const { data, usage } = await client.embeddings.create({ model, input: [...texts], encoding_format: "float" })
        const vectors = (data ?? []).map(({ embedding }) => Float32Array.from(embedding))
        const dimension = vectors[0]?.length ?? 0
        if (vectors.length !== texts.length) throw new ModelFault("nonsense", `${texts.length} texts gave ${vectors.length} vectors.`)
        return { vectors, dimension, model: `local:${model}`, tokensIn: usage?.prompt_tokens ?? 0, tokensOut: 0, costMicros: 0 }
      } catch (error) {
        throw openaiFault(error)
      }
    },
  }
}
