/** A place in one list: the passage, and how well it matched there (BM25, or the cosine); larger is better. */
export type Hit = { n: number; score: number }
/** What each list counts in the fusion, and which share meaning has in the order that is shown at last. */
export type Fusion = { k: number; words: number; meaning: number; share: number | null }

/** Tuned on the train parts only (docs/evals.md). Without a share the order is that of the fusion by places. */
export const fusion: Fusion = { k: 10, words: 1, meaning: 1, share: 0.3 }

/** Reciprocal rank fusion (Cormack et al., 2009): a list gives each of its places weight / (k + place); sums decide, best first. */
function byPlaces(lists: readonly { weight: number; hits: readonly Hit[] }[], k: number): number[] {
  const scores = new Map<number, number>()
  for (const { weight, hits } of lists)
    for (const [at, { n }] of hits.entries()) scores.set(n, (scores.get(n) ?? 0) + weight / (k + at + 1))
  return Array.from(scores)
    .toSorted((a, b) => b[1] - a[1])
    .map(([n]) => n)
}

/** Scores of one list between 0, its last, and 1, its first: how far ahead the first ones are is what places forget. */
function levelled(hits: readonly Hit[], full: number): Map<number, number> {
  const [first = 0, last = 0] = [hits[0]?.score, hits.length < full ? 0 : hits.at(-1)?.score]
  return new Map(hits.map(({ n, score }) => [n, first > last ? (score - last) / (first - last) : 1]))
}

/**
 * The passages of both lists, best first. Places choose which `most` go on; their levelled scores order them (the convex
 * combination of Bruch et al., 2023), so that a passage which alone has the rare words of a question is not overtaken.
 */
export function fuse(words: readonly Hit[], near: readonly Hit[], most: number, { k, words: w, meaning: m, share }: Fusion): number[] {
  // A list without weight brings nothing, not even its passages at the end.
  const lists = [
    { weight: w, hits: words },
    { weight: m, hits: near },
  ].filter(({ weight }) => weight > 0)
  const chosen = byPlaces(lists, k).slice(0, most)
  if (share === null || lists.length < 2) return chosen
  const [one, other] = [levelled(words, most), levelled(near, most)]
  const score = (n: number) => (1 - share) * (one.get(n) ?? 0) + share * (other.get(n) ?? 0)
  return chosen.toSorted((a, b) => score(b) - score(a))
}
