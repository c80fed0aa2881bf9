import { z } from "zod"
import { sha256 } from "#workers/lib/hash.ts"
import type { Vectors } from "./vectors.ts"

/** Vectorize takes so many vectors in one call, and gives at most so many matches with their metadata. */
const chunk = 500
const mostMatches = 50

const Metadata = z.object({ source: z.string(), id: z.string() })

/**
 * Vectors in Cloudflare Vectorize. A prefix of sources is a range over the metadata `source`, for which the index needs a
 * metadata index (`wrangler vectorize create-metadata-index autonomax-ideas --property-name=source --type=string`).
 */
export function vectorizeVectors(binding: Pick<Vectorize, "upsert" | "query" | "deleteByIds">): Vectors {
  return {
    name: "vectorize",
    mode: "live",
    async put(source, rows, model) {
      const ready = await Promise.all(
        rows.map(async ({ id, vector }) => ({ id: await keyOf(source, id), values: Array.from(vector), metadata: { source, id, model } })),
      )
      await ifConfigured(async () => {
        for (let at = 0; at < ready.length; at += chunk) await binding.upsert(ready.slice(at, at + chunk))
      })
    },
    async drop(source, ids) {
      const keys = await Promise.all(ids.map((id) => keyOf(source, id)))
      if (keys.length > 0) await ifConfigured(() => binding.deleteByIds(keys))
    },
    async nearest(vector, model, sources, most) {
      const topK = Math.min(most, mostMatches)
      const ask = (filter: VectorizeVectorMetadataFilter) =>
        binding.query(Array.from(vector), { topK, returnMetadata: "all", filter: { model, ...filter } })
      const answers = await ifConfigured(() =>
        Promise.all(sources ? sources.map((prefix) => ask({ source: { $gte: prefix, $lt: `${prefix}\uffff` } })) : [ask({})]),
      )
      if (answers === null) return null
      return answers
        .flatMap(({ matches }) => matches.map(({ metadata, score }) => ({ ...Metadata.parse(metadata), score })))
        .toSorted((a, b) => b.score - a.score)
        .slice(0, most)
    },
  }
}

/** Ids of Vectorize have 64 bytes at most. */
const keyOf = (source: string, id: string) => sha256(`${source}\n${id}`)

/** The local runtime has the binding but not the service; then this answers null and D1 goes on alone. */
async function ifConfigured<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    if (/run remotely|not supported locally/i.test(String(error))) return null
    throw error
  }
}
