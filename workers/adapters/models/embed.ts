/**
 * Texts as vectors that can be compared by their dot product: each is L2-normalised, or all zeros for a text without words.
 * `model` and `dimension` are stored beside every vector, for vectors of two models cannot be compared.
 */
export type Embedder = { model: string; dimension: number; embed(texts: readonly string[]): Promise<Float32Array[]> }

/** Of two vectors of one model; both are of length one, so their dot product is the cosine. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

/** A provider's vectors, after they were counted and measured: what is stored must be what its row says. Throws `WrongVectors`. */
export async function embedAll({ model, dimension, embed }: Embedder, texts: readonly string[]): Promise<Float32Array[]> {
  const vectors = await embed(texts)
  if (vectors.length !== texts.length) throw new WrongVectors(`${model} gave ${vectors.length} vectors for ${texts.length} texts.`)
  const wrong = vectors.find((vector) => vector.length !== dimension)
  if (wrong) throw new WrongVectors(`${model} gave a vector of ${wrong.length} dimensions instead of ${dimension}.`)
  if (vectors.some((vector) => vector.some((value) => !Number.isFinite(value))))
    throw new WrongVectors(`${model} gave a vector that is no number.`)
  return vectors
}

/** The embedder did not give what it promises; nothing of its answer was kept. */
export class WrongVectors extends Error {
  override name = "WrongVectors"
}
