import type { Random } from "#workers/lib/random.ts"
import { series } from "#workers/lib/text.ts"
import { grouped, type Figures } from "./figures.ts"

/** What copy can say about a good of one kind: true sentences, ready to be put in an order. */
export type Pitch = {
  /** `a 214-page PDF planner in A4 and US Letter` */
  what: string
  /** Short ends for a title, the most telling first. */
  hooks: string[]
  /** What is in the file. */
  inside: string[]
  /** Sentences that show a line from the file itself. */
  excerpt: string[]
  use: string[]
  needs: string
}

/** Ways to say one thing; the seed picks one, so that no two listings of a kind read alike. */
export type Ways = readonly [string, ...string[]]
export const say =
  (random: Random) =>
  (...ways: (Ways | false)[]): string[] =>
    ways.flatMap((way) => (way ? [random.pick(way)] : []))

export const paged = ({ pages }: Figures, noun: string): string =>
  pages ? `${article(pages)} ${grouped(pages)}-page ${noun}` : `a ${noun}`
const article = (count: number): string => (/^(?:8|11$|18$|11,|18,)/.test(grouped(count)) ? "an" : "a")
export const inPapers = ({ papers }: Figures): string => (papers ? ` in ${papers}` : "")
export const some = (items: readonly string[], max: number): string => series(items.slice(0, max))
export const quoted = (text: string): string => `“${text}”`
/** A quotation that ends a sentence. */
export const quotedEnd = (text: string): string => (/[.!?]$/.test(text) ? `“${text}”` : `“${text}”.`)
