import { z } from "zod"
import type { Embedder } from "#workers/adapters/models/embed.ts"
import { embeddedSearch } from "./embedded.ts"
import type { Search } from "./search.ts"
import { vectorizeVectors } from "./vectorize.ts"

export const searchEnv = z.object({
  SEARCH: z
    .enum(["embedded", "vectorize"])
    .default("embedded")
    .describe("where meaning is searched: D1, or Cloudflare Vectorize (an index of the embedder's dimension, cosine)"),
})

/** Words in D1 always; their meaning in D1 too, or in Vectorize if the setting says so. */
export function openSearch(
  { SEARCH }: z.output<typeof searchEnv>,
  { DB, VECTORIZE }: { DB: D1Database; VECTORIZE: Vectorize },
  embedder: () => Promise<Embedder>,
): Search {
  return embeddedSearch(DB, embedder, SEARCH === "vectorize" ? { vectors: vectorizeVectors(VECTORIZE) } : {})
}
