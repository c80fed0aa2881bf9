import type { Copy, Score } from "#schemas/draft.ts"
import { sentencesOf, stemsOf, wordsOf } from "#workers/lib/text.ts"
import { contained, jaccard, percent, ramp, scoreOf } from "./measure.ts"

/** What the shop already sells, in the words of its listings. */
export type Listed = { title: string; description: string }

const runs = (text: string): Set<string> => {
  const words = wordsOf(text)
  return new Set(words.slice(0, -3).map((_, at) => words.slice(at, at + 4).join(" ")))
}

const plain = (sentence: string): string => wordsOf(sentence).join(" ")

/** Sentences that stand word for word in two or more listings: licence, file formats and the like, which every shop repeats. */
function houseText(catalogue: readonly Listed[]): Set<string> {
  const seen = new Map<string, number>()
  for (const { description } of catalogue)
    for (const sentence of new Set(sentencesOf(description).map(plain))) seen.set(sentence, (seen.get(sentence) ?? 0) + 1)
  return new Set([...seen].filter(([, times]) => times > 1).map(([sentence]) => sentence))
}

function nearest<T extends Listed>(others: readonly T[], likeness: (other: T) => number): { share: number; title: string } {
  return others
    .map((other) => ({ share: likeness(other), title: other.title }))
    .reduce((most, one) => (one.share > most.share ? one : most), { share: 0, title: "" })
}

/** Likeness to the catalogue by titles and by runs of four words, and between the variants of one draft. */
export function uniqueness(copy: Copy, catalogue: readonly Listed[], siblings: readonly Copy[]): Score {
  const own = runs(copy.description)
  const house = houseText(catalogue)
  const ours = runs(
    sentencesOf(copy.description)
      .filter((sentence) => !house.has(plain(sentence)))
      .join("\n"),
  )
  const stems = new Set(stemsOf(copy.title))
  const title = nearest(catalogue, (other) => jaccard(stems, new Set(stemsOf(other.title))))
  const text = nearest(catalogue, (other) => contained(ours, runs(other.description)))
  const twin = nearest(siblings, (other) =>
    Math.max(contained(own, runs(other.description)), wordsOf(other.title).join(" ") === wordsOf(copy.title).join(" ") ? 1 : 0),
  )
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
