import type { Passage } from "#schemas/prompts/inputs.ts"

/** What is kept beside a passage so that an answer can cite it. */
export type IndexedPassage = Passage & { url: string }

/** Retrieval of texts worth citing: the shop's FAQ and policies, its products' copy, pages that briefs refer to. */
export type Search = {
  name: string
  mode: "embedded" | "live"
  /** Replaces the passages of one source, so that indexing twice is indexing once. */
  index(source: string, passages: IndexedPassage[]): Promise<void>
  /** The best passages for a question, best first; `sources` narrows them by prefix. */
  find(query: string, options: { limit: number; sources?: string[] }): Promise<IndexedPassage[]>
}

/** Words of a query as an FTS5 expression: every word may match, by its beginning; nothing of the syntax gets through. */
export function matchExpression(query: string, joiner: "OR" | "AND"): string | null {
  const words = query
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  const known = [...new Set(words ?? [])].filter((word) => word.length > 1 && !stopWords.has(word)).slice(0, 24)
  return known.length === 0 ? null : known.map((word) => `"${word}"${word.length > 2 ? "*" : ""}`).join(` ${joiner} `)
}

const stopWords = new Set(
  "a an and are as at be by can could do does for from had has have how i if in into is it its me my no not of on or our so than that the their them then there these they this to was we were what when where which who will with would you your".split(
    " ",
  ),
)
