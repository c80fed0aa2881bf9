import type { ModelRegistry } from "#schemas/models.ts"
import { EmbedderAway, WrongVectors, type Embedder } from "./embed.ts"
import type { Models } from "./gateway.ts"

/**
 * What is kept of a vector. OpenAI's models are trained so that the first dimensions carry most (its `dimensions` setting does the
 * same cut): a third of the small one loses under a point of MTEB, and a D1 scan reads that much less.
 */
const kept: Record<string, number> = { "text-embedding-3-small": 512, "text-embedding-3-large": 1024 }
/** Cosines of texts that have nothing to do with each other; from the models' published score distributions, not measured here. */
const unrelated: Record<string, number> = { "text-embedding-3-small": 0.1, "text-embedding-3-large": 0.1, "@cf/baai/bge-m3": 0.35 }

/**
 * The vendor's embedder that `defaults.embed` of the registry names, under the shop's budget, with `spare` for when there is no
 * money or no answer. Null as long as that vendor is not turned on.
 */
export function hostedEmbedder(registry: ModelRegistry, models: Pick<Models, "embed" | "providers">, spare: Embedder): Embedder | null {
  const address = registry.defaults.embed
  const provider = address.slice(0, address.indexOf(":"))
  const name = address.slice(provider.length + 1)
  const model = registry.aliases[name] ?? name
  const row = models.providers.find((one) => one.name === provider)
  const full = registry.prices[model]?.dimension
  if (!row || !full) return null
  const dimension = Math.min(full, kept[model] ?? full)
  // What the sandbox makes up and what the vendor means are two models, even under one name.
  const id = `${row.mode === "sandbox" ? "sandbox:" : ""}${provider}:${model}${dimension < full ? `/${dimension}` : ""}`
  return {
    model: id,
    dimension,
    unrelated: row.mode === "sandbox" ? 0 : (unrelated[model] ?? 0),
    spare,
    async embed(texts) {
      const reply = await models.embed(texts, "search", provider).catch((error: unknown) => {
        throw new EmbedderAway(`${id} is away: ${String(error)}`, { cause: error })
      })
      if (!reply) throw new EmbedderAway(`${provider} embeds nothing.`)
      const wrong = reply.vectors.find(({ length }) => length !== full)
      if (wrong) throw new WrongVectors(`${id} gave a vector of ${wrong.length} dimensions instead of ${full}.`)
      return reply.vectors.map((vector) => ofLengthOne(vector.subarray(0, dimension)))
    },
  }
}

function ofLengthOne(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length === 0 ? vector : vector.map((value) => value / length)
}
