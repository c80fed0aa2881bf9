import type { Passage } from "#schemas/prompts/inputs.ts"

/** What is kept beside a passage so that an answer can cite it; the time and the SHA-256 are of the page or file it was read from. */
export type IndexedPassage = Passage & { url: string; fetchedAt?: Date | null; sha256?: string | null }

/** `similarity` is the cosine of question and passage; null where only the words were compared. */
export type Found = IndexedPassage & { similarity: number | null }

export type Renewed = { renewed: number; served: number; left: number; stopped: string | null }

/** Retrieval of texts worth citing: the shop's FAQ and policies, its products' copy, pages that briefs refer to. */
export type Search = {
  name: string
  mode: "embedded" | "live"
  /** Replaces the passages of one source, all or nothing, so that indexing twice is indexing once. */
  index(source: string, passages: readonly IndexedPassage[]): Promise<void>
  /** The best passages for a question, best first, no text twice; `sources` narrows them by prefix. */
  find(query: string, options: { limit: number; sources?: string[] }): Promise<Found[]>
  /**
   * Gives passages that another model embedded, or none, their vectors, and a service beside D1 those that it lacks; `left` says how
   * many still wait, `stopped` why no more was done.
   */
  renew(most: number): Promise<Renewed>
}

/** Words of a text that can be asked for: lower case, without the small ones, at most 24. */
export function queryWords(query: string): string[] {
  const words = query
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  return [...new Set(words ?? [])].filter((word) => word.length > 1 && !stopWords.has(word)).slice(0, 24)
}

/** Words as an FTS5 expression: each by its beginning, or one of its other names; nothing of the syntax gets through. */
export function matchExpression(
  query: string,
  joiner: "OR" | "AND",
  others: (word: string) => readonly string[] = () => [],
): string | null {
  const terms = queryWords(query).map((word) => {
    const names = [word, ...others(word)].map((name) => `"${name.replaceAll('"', " ")}"${name.length > 2 ? "*" : ""}`)
    return names.length > 1 ? `(${names.join(" OR ")})` : names.join("")
  })
  return terms.length === 0 ? null : terms.join(` ${joiner} `)
}

const stopWords = new Set(
  "a an and are as at be by can could do does for from had has have how i if in into is it its me my no not of on or our so than that the their them then there these they this to was we were what when where which who will with would you your".split(
    " ",
  ),
)
