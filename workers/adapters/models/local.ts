import { z } from "zod"
import type { ModelRegistry } from "#schemas/models.ts"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import type { ModelProvider } from "./model.ts"
import { openaiChat, openaiFault } from "./openai-chat.ts"
import { openaiClient } from "./openai.ts"
import { prompted } from "./prompted.ts"
import { pickModels } from "./registry.ts"

export const localEnv = z.object({
  LOCAL_BASE_URL: z.url().optional().describe("an OpenAI-compatible server of your own, for instance http://localhost:11434/v1 (Ollama)"),
  LOCAL_MODEL: z.string().optional().describe("the model that server runs; default: the one of seeds/models.yaml"),
  LOCAL_EMBED_MODEL: z.string().optional().describe("the model of that server for vectors"),
  LOCAL_API_KEY: z.string().optional().describe("if that server wants a key"),
})
export type LocalConfig = z.infer<typeof localEnv> & SandboxConfig

/** llama.cpp, Ollama, vLLM or anything else that speaks OpenAI's protocol. Costs nothing; any model name is taken as given. */
export function local(config: LocalConfig, registry: ModelRegistry, fetcher: typeof fetch): ModelProvider | null {
  if (!config.LOCAL_BASE_URL) return null
  const at = { sandbox: config.SANDBOX_URL, live: config.LOCAL_BASE_URL, url: config.LOCAL_BASE_URL, sandboxSecret: "none" }
  const { url, mode } = endpoint(at)
  const client = openaiClient(config.LOCAL_API_KEY ?? "none", url, fetcher)
  const { chat } = pickModels(registry, "local", config.LOCAL_MODEL)
  const price = () => ({ in: 0, out: 0, image: 0 })
  return prompted({
    name: "local",
    mode,
    tier: "local",
    useFor: registry.providers.local.use_for,
    models: { chat, economy: chat, vision: chat, ...(config.LOCAL_EMBED_MODEL ? { embed: config.LOCAL_EMBED_MODEL } : {}) },
    price,
    chat: openaiChat("local", client, "compatible", price),
    async embed(texts, model) {
      try {
        const { data, usage } = await client.embeddings.create({ model, input: [...texts], encoding_format: "float" })
        const vectors = data.map(({ embedding }) => Float32Array.from(embedding))
        const dimension = vectors[0]?.length ?? 0
        return { vectors, dimension, model: `local:${model}`, tokensIn: usage?.prompt_tokens ?? 0, tokensOut: 0, costMicros: 0 }
      } catch (error) {
        throw openaiFault(error)
      }
    },
  })
}
