import type { IdeaMeta } from "#schemas/tables/idea.ts"
import type { GoodKind } from "#schemas/good.ts"

export const formats = ["markdown", "listings-csv", "trends-csv", "json"] as const
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
/** A search term with its weekly interest, oldest first, 0 to 100. */
export type Trend = { keyword: string; region: string; levels: number[] }
export type Dropped = { title: string; reason: string }

/** What a source says: entries by section, or the development of search terms. */
export type Reading = {
  shape: "collection" | "shop" | "topics" | "trends"
  /** What the whole source is about, when it says so. */
  subject: string | null
  audience: string | null
  entries: Entry[]
  trends: Trend[]
  dropped: Dropped[]
}

export type Evidence = IdeaMeta["evidence"][number]
export type Draft = { category: string; audience: string; keywords: string[]; kind: GoodKind | null; evidence: Evidence[] }
/** An idea that can be stored: its score is the sum of the weights of its evidence. */
export type Idea = Draft & { title: string; score: number; fingerprint: string }

export const emptyReading = (shape: Reading["shape"]): Reading => ({
  shape,
  subject: null,
  audience: null,
  entries: [],
  trends: [],
  dropped: [],
})
