import type { IdeaMeta } from "#schemas/tables/idea.ts"
import type { GoodKind } from "#schemas/good.ts"

export const formats = ["markdown", "listings-csv", "trends-csv", "keywords-csv", "json"] as const
export type Format = (typeof formats)[number]

/** One line of a list, one listing of a shop. `text` only feeds the count of terms; it is never stored. */
export type Entry = {
  title: string
  url: string | null
  text: string
  path: string[]
  tags: string[]
  price: number | null
  popularity: number
}
/** A search term with its interest, oldest first, 0 to 100, and the days on which its rows begin. */
export type Trend = { keyword: string; region: string; levels: number[]; days: string[] }
/** A search term of a keyword export or a log: figures that the file does not have are null. `change` is in per cent. */
export type Search = {
  term: string
  group: string | null
  volume: number | null
  competition: number | null
  change: number | null
  row: number
}
/** What the shop's own books say about a subject. */
export type Fact = {
  subject: string
  kind: GoodKind | null
  signal: "own orders" | "searches without a result" | "wishes in reviews and questions"
  value: number
  rows: string
}

export const causes = ["too-few", "no-subject", "policy", "speaks-to-model", "duplicate", "known", "rank", "no-evidence"] as const
export type Cause = (typeof causes)[number]
export type Dropped = { title: string; cause: Cause; reason: string }

/** What a source says: entries by section, or the development of search terms. */
export type Reading = {
  shape: "collection" | "shop" | "topics" | "trends" | "searches" | "own"
  /** What the whole source is about, when it says so. */
  subject: string | null
  audience: string | null
  entries: Entry[]
  trends: Trend[]
  searches: Search[]
  facts: Fact[]
  dropped: Dropped[]
}

export type Evidence = IdeaMeta["evidence"][number]
/** `of`: the keys of the rows that it comes from; `section`: where they stand. Both tell whether a new revision touches it. */
export type Draft = {
  category: string
  audience: string
  keywords: string[]
  kind: GoodKind | null
  evidence: Evidence[]
  of: string[]
  section: string
}
/** An idea that can be stored: its score is the sum of the weights of its evidence. */
export type Idea = Draft & { title: string; score: number; fingerprint: string }

export const emptyReading = (shape: Reading["shape"]): Reading => ({
  shape,
  subject: null,
  audience: null,
  entries: [],
  trends: [],
  searches: [],
  facts: [],
  dropped: [],
})
