import { stemsOf } from "#workers/lib/text.ts"
import { seedOf } from "#workers/lib/random.ts"

/** Texts as vectors that can be compared by their dot product: each is L2-normalised, or all zeros for a text without words. */
export type Embedder = { model: string; dimension: number; embed(texts: readonly string[]): Float32Array[] }

const dimension = 256

/** Words and the trigrams inside them, so that `planner` and `planners` are near and `plan` is not far. */
function features(text: string): [feature: string, weight: number][] {
  return stemsOf(text).flatMap((stem) => {
    const padded = `_${stem}_`
    const grams = Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3))
    return [[`w:${stem}`, 1], ...grams.map((gram): [string, number] => [`g:${gram}`, 0.6 / Math.sqrt(grams.length)])] satisfies [
      string,
      number,
    ][]
  })
}

/** Signed feature hashing (Weinberger et al., 2009): a bit of the hash chooses the sign, so collisions cancel instead of adding up. */
function vector(text: string): Float32Array {
  const sums = new Float32Array(dimension)
  for (const [feature, weight] of features(text)) {
    const hash = seedOf(feature)
    const at = hash % dimension
    sums[at] = (sums[at] ?? 0) + (hash & 0x8000_0000 ? -weight : weight)
  }
  const length = Math.hypot(...sums)
  return length === 0 ? sums : sums.map((value) => value / length)
}

/** Needs no model and no network; knows spelling, not meaning. */
export const hashEmbedder: Embedder = { model: "embedded:hash-256", dimension, embed: (texts) => texts.map(vector) }

/** Of two vectors of one model; both are of length one, so their dot product is the cosine. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}
