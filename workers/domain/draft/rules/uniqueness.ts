import type { Copy, Score } from "#schemas/draft.ts"
import { sentencesOf, stemsOf, wordsOf } from "#workers/lib/text.ts"
import { contained, percent, ramp, scoreOf } from "./measure.ts"

/** What the shop already sells, in the words of its listings. */
export type Listed = { title: string; description: string }
type Read = { stems: Set<string>; sentences: Set<string>; runs: Set<string> }

function runs(text: string): Set<string> {
  const words = wordsOf(text)
  return new Set(words.slice(0, -3).map((_, at) => words.slice(at, at + 4).join(" ")))
}

const plain = (sentence: string): string => wordsOf(sentence).join(" ")

// Each variant of a draft is held against the whole catalogue; a listing is read once for all of them.
const known = new WeakMap<Listed, Read>()
function read(listing: Listed): Read {
  const before = known.get(listing)
  if (before) return before
  const { title, description } = listing
  const now = { stems: new Set(stemsOf(title)), sentences: new Set(sentencesOf(description).map(plain)), runs: runs(description) }
  known.set(listing, now)
  return now
}

function counts(sets: readonly Set<string>[]): (item: string) => number {
  const seen = new Map<string, number>()
  for (const set of sets) for (const item of set) seen.set(item, (seen.get(item) ?? 0) + 1)
  return (item) => seen.get(item) ?? 0
}

/** Likeness of two titles by weight: a word that many titles of the shop hold tells little. */
function alike(a: ReadonlySet<string>, b: ReadonlySet<string>, seen: (stem: string) => number): number {
  const weigh = (stems: string[]) => stems.reduce((sum, stem) => sum + 1 / (1 + seen(stem)), 0)
  const all = weigh([...new Set([...a, ...b])])
  return all === 0 ? 0 : weigh([...a].filter((stem) => b.has(stem))) / all
}

function nearest<T extends Listed>(others: readonly T[], likeness: (other: T) => number): { share: number; title: string } {
  return others
    .map((other) => ({ share: likeness(other), title: other.title }))
    .reduce((most, one) => (one.share > most.share ? one : most), { share: 0, title: "" })
}

/** Licence, file formats and the like stand word for word in two or more listings; what remains is the good's own text. */
function ownText({ description }: Listed, times: (sentence: string) => number): string {
  return sentencesOf(description)
    .filter((sentence) => times(plain(sentence)) < 2)
    .join("\n")
}

/** Likeness to the catalogue by titles and by runs of four words, and between the variants of one draft. */
export function uniqueness(copy: Copy, catalogue: readonly Listed[], siblings: readonly Copy[]): Score {
  const listed = catalogue.map(read)
  const own = read(copy)
  const rest = runs(ownText(copy, counts(listed.map(({ sentences }) => sentences))))
  // A draft made of nothing but other listings' sentences is no house text.
  const ours = rest.size < 0.4 * own.runs.size ? own.runs : rest
  const seen = counts(listed.map(({ stems }) => stems))
  const title = nearest(catalogue, (other) => alike(own.stems, read(other).stems, seen))
  const text = nearest(catalogue, (other) => contained(ours, read(other).runs))
  const twin = nearest(siblings, (other) => (plain(other.title) === plain(copy.title) ? 1 : contained(own.runs, read(other).runs)))
  return scoreOf("uniqueness", [
    {
      name: "text_likeness",
      weight: 3,
      value: ramp(text.share, 0.8, 0.1),
      measured: text.share,
      says: text.title ? `${percent(text.share)} of the text also stands in “${text.title}”` : "no text in the shop is like it",
      fix: `Rewrite the description: too much of it repeats “${text.title}”.`,
      ...(text.share > 0.8 ? { cap: 1 } : {}),
    },
    {
      name: "title_likeness",
      weight: 2,
      value: ramp(title.share, 1, 0.4),
      measured: title.share,
      says: title.title ? `the title is ${percent(title.share)} like “${title.title}”` : "no title in the shop is like it",
      fix: `Change the title: it can be mistaken for “${title.title}”.`,
    },
    {
      name: "variant_likeness",
      weight: 1,
      value: ramp(twin.share, 1, 0.4),
      measured: twin.share,
      says: siblings.length === 0 ? "it has no other variant" : `its variants share ${percent(twin.share)} of the text`,
      fix: "Give the variants different angles, not only different words.",
    },
  ])
}
