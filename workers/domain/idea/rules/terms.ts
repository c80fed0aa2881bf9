import { stemmer } from "stemmer"
import { wordsOf } from "#workers/lib/text.ts"
import type { Entry } from "./source.ts"

/** Words that no search term contains. */
const common = new Set(
  (
    "a about above across add after all allow allows also an and any are around as at available awesome based be been " +
    "before being best better both build building built but by can could create creating curated custom different do does " +
    "each easily easy efficient enable enables end ever every fast for free from fully get github give has have help helps " +
    "high how http https if in including into is it its just large latest less let lets like list lists made make makes " +
    "making many more most multi multiple my need new next no not now of off on one online only open opensource or other " +
    "our out over own part per power powered powerful project projects provide provides ready real run running s simple " +
    "single so some source state such support supports system systems t than that the their them then there these they this " +
    "those through time to together top tool tools two under up us use used useful user users uses using various version " +
    "very via want was way we web website well what when where which while who why will with within without world write you " +
    "your black white red green blue yellow grey gray brown pink purple orange gold silver wood wooden metal plastic " +
    "leather clay ceramic small medium big xl gift gifts indoor outdoor vendor title default handmade vintage framework " +
    "frameworks library platform article announcement introducing official developed don non first inside right line bring " +
    "needed native existing pre post port product advanced modern comprehensive automatic automated automatically friendly " +
    "scale scaling scalable called known directly seamless effective perform etc really good lot start approach offers " +
    "offer offering helping related needs sharing manage managing generate generates generated generating enhance improve " +
    "improved improving train trained evaluate evaluates evaluating deploy deploying deployed monitor monitoring analyze " +
    "record transcribe suggest discover learn function miss archived repository seconds minutes characters results " +
    "streamline extensible git work remove family talking automate interact faster"
  ).split(" "),
)
/** Words that say something only beside another one. */
const weak = new Set(
  (
    "applications application app apps model models paid output processes parameter control environment package box read " +
    "edit lab chat share search paper test series weight developer developers text data performance production visual " +
    "computer command quality software management generation design learning content art machine deep"
  ).split(" "),
)

const tell = (word: string): boolean => word.length > 2 && word.length < 24 && !common.has(word) && !/^\d/.test(word)

/** One entry's terms: words and pairs of neighbouring words, each once, by stem, with the way it was written. */
function termsIn(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const clause of text.split(/[.,;:()!?"“”\n|/]+/)) {
    const words = wordsOf(clause)
    for (const [at, word] of words.entries()) {
      if (!tell(word)) continue
      if (!weak.has(word)) found.set(stemmer(word), word)
      const next = words[at + 1]
      if (next !== undefined && tell(next) && next !== word) found.set(`${stemmer(word)} ${stemmer(next)}`, `${word} ${next}`)
    }
  }
  return found
}

export type Vocabulary = { entries: number; count: Map<string, number> }

/** In how many entries of a source each term stands: what is common to all of it tells nothing about a part. */
export function vocabularyOf(entries: readonly Entry[]): Vocabulary {
  const count = new Map<string, number>()
  for (const entry of entries) for (const term of termsIn(sayings(entry)).keys()) count.set(term, (count.get(term) ?? 0) + 1)
  return { entries: entries.length, count }
}

/** Names of projects are other people's marks: where an entry has a description only that is counted. */
const sayings = (entry: Entry): string =>
  [entry.text === "" && entry.tags.length + (entry.price ?? 0) > 0 ? entry.title : entry.text, ...entry.tags].join(". ")

/** The terms that several of these entries share and that the rest of the source does not: the most telling first. */
export function tellingTerms(entries: readonly Entry[], all: Vocabulary, limit: number): string[] {
  const names = new Set(entries.filter((entry) => entry.text !== "").flatMap((entry) => wordsOf(entry.title).map((word) => stemmer(word))))
  const here = new Map<string, { count: number; written: Map<string, number> }>()
  for (const entry of entries) {
    for (const [term, written] of termsIn(sayings(entry))) {
      const known = here.get(term) ?? { count: 0, written: new Map<string, number>() }
      known.count += 1
      known.written.set(written, (known.written.get(written) ?? 0) + 1)
      here.set(term, known)
    }
  }
  const scored = [...here].flatMap(([term, { count, written }]) => {
    const everywhere = all.count.get(term) ?? count
    const pair = term.includes(" ")
    // One word is a search term only when many entries agree on it; a pair of words says something by itself.
    const enough = count >= (pair ? 2 : Math.max(2, entries.length / 8))
    const name = names.has(term) && count < entries.length / 3
    if (!enough || name) return []
    const lift = Math.log(1 + count / entries.length / (everywhere / all.entries))
    const usual = [...written].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? term
    return [{ term, usual, weight: count * lift * (pair ? 2.2 : 1) }]
  })
  // Of equals the one that is read first: `short row heel` is `short row`, not `row heel`.
  const ranked = scored.toSorted((a, b) => b.weight - a.weight)
  return withoutParts(ranked)
    .slice(0, limit)
    .map(({ usual }) => usual)
}

/** `vector` falls away beside `vector search`, and so does the second of `image generation` and `generation model`. */
function withoutParts<T extends { term: string }>(ranked: readonly T[]): T[] {
  const kept: T[] = []
  for (const candidate of ranked) {
    const words = candidate.term.split(" ")
    const covered = kept.some(({ term }) => term.split(" ").some((word) => words.includes(word)))
    if (!covered) kept.push(candidate)
  }
  return kept
}
