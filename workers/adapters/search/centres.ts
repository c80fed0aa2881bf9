import { cosine } from "#workers/adapters/models/embed.ts"

const count = 128
const rounds = 6

/** Spherical k-means: 128 directions around which these vectors lie. The same vectors give the same centres. */
export function centres(vectors: readonly Float32Array[]): Float32Array[] {
  let found = Array.from(
    { length: Math.min(count, vectors.length) },
    (_, at) => vectors[Math.floor((at * vectors.length) / count)] ?? new Float32Array(0),
  )
  for (let round = 0; round < rounds; round++) {
    const sums = found.map((centre) => new Float32Array(centre.length))
    for (const vector of vectors) add(sums[nearestTo(vector, found)], vector)
    // A centre that nothing chose stays where it is.
    found = sums.map((sum, at) => scaled(sum) ?? found[at] ?? sum)
  }
  return found
}

function nearestTo(vector: Float32Array, found: readonly Float32Array[]): number {
  let [best, at] = [Number.NEGATIVE_INFINITY, 0]
  for (const [n, centre] of found.entries()) {
    const score = cosine(vector, centre)
    if (score > best) [best, at] = [score, n]
  }
  return at
}

function add(sum: Float32Array | undefined, vector: Float32Array): void {
  if (sum) for (let at = 0; at < vector.length; at++) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0)
}

function scaled(sum: Float32Array): Float32Array | null {
  const length = Math.hypot(...sum)
  return length === 0 ? null : sum.map((value) => value / length)
}
