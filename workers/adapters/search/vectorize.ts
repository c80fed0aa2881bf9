import { sha256 } from "#workers/lib/hash.ts"
import type { Vectors } from "./vectors.ts"

/** Vectorize's limits: vectors in one upsert from a Worker, matches without their metadata, bytes of an indexed text. */
const mostUpserted = 1000
const mostMatches = 100
const indexedBytes = 64
/** No limit is documented for a delete. */
const mostDeleted = 100

/**
 * Vectors in Cloudflare Vectorize; a model is a namespace. A prefix of sources is a range over the metadata `source`, for which
 * the index needs a metadata index (docs/runbooks/vector-index.md). Only the first 64 bytes of a source count there, so that the
 * caller narrows what comes back.
 */
export function vectorizeVectors(binding: Pick<Vectorize, "upsert" | "query" | "deleteByIds">): Vectors {
  return {
    name: "vectorize",
    mode: "live",
    keyOf: (source, id) => sha256(`${source}\n${id}`),
    async put(rows, model) {
      const namespace = cut(model)
      const vectors = rows.map(({ key, source, vector }) => ({ id: key, namespace, values: Array.from(vector), metadata: { source } }))
      for (let at = 0; at < vectors.length; at += mostUpserted) await binding.upsert(vectors.slice(at, at + mostUpserted))
    },
    async drop(keys) {
      for (let at = 0; at < keys.length; at += mostDeleted) await binding.deleteByIds(keys.slice(at, at + mostDeleted))
    },
    async nearest(vector, model, sources, most) {
      const options = { topK: Math.min(most, mostMatches), namespace: cut(model), returnMetadata: "none" as const }
      const filters = sources ? sources.map((prefix) => ({ filter: { source: { $gte: cut(prefix), $lt: `${cut(prefix)}\uffff` } } })) : [{}]
      const answers = await Promise.all(filters.map((filter) => binding.query(Array.from(vector), { ...options, ...filter })))
      const best = new Map<string, number>()
      for (const { id, score } of answers.flatMap(({ matches }) => matches)) best.set(id, Math.max(score, best.get(id) ?? score))
      return Array.from(best, ([key, score]) => ({ key, score }))
        .toSorted((a, b) => b.score - a.score)
        .slice(0, most)
    },
  }
}

/** As much of a text as fits into 64 bytes, whole signs only. */
const cut = (text: string): string => {
  let short = text
  while (new TextEncoder().encode(short).length > indexedBytes) short = short.slice(0, -1)
  return short
}
