/**
 * Texts as vectors that can be compared by their dot product: each is L2-normalised, or all zeros for a text without words.
 * `model` and `dimension` are stored beside every vector, for vectors of two models cannot be compared.
 */
export type Embedder = {
  model: string
  dimension: number
  /** The cosine that two strangers have in this model's space; scores are given as what is above it. 0 if not set. */
  unrelated?: number
  embed(texts: readonly string[]): Promise<Float32Array[]>
  /** Who embeds while this one cannot: no money left, no answer. */
  spare?: Embedder
}

/** Of two vectors of one model; both are of length one, so their dot product is the cosine. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

/** A provider's vectors, after they were counted and measured: what is stored must be what its row says. Throws `WrongVectors`. */
export async function embedAll({ model, dimension, embed }: Embedder, texts: readonly string[]): Promise<Float32Array[]> {
  if (texts.length === 0) return []
  const vectors = await embed(texts)
  if (vectors.length !== texts.length) throw new WrongVectors(`${model} gave ${vectors.length} vectors for ${texts.length} texts.`)
  const wrong = vectors.find((vector) => vector.length !== dimension)
  if (wrong) throw new WrongVectors(`${model} gave a vector of ${wrong.length} dimensions instead of ${dimension}.`)
  if (vectors.some((vector) => vector.some((value) => !Number.isFinite(value))))
    throw new WrongVectors(`${model} gave a vector that is no number.`)
  return vectors
}

/** Works with the embedder, or from the start with its spare if it is away; vectors of two models never meet in one piece of work. */
export async function withSpare<T>(embedder: Embedder, work: (by: Embedder) => Promise<T>): Promise<T> {
  try {
    return await work(embedder)
  } catch (error) {
    if (!embedder.spare || !(error instanceof EmbedderAway)) throw error
    return withSpare(embedder.spare, work)
  }
}

/** Whoever in the line of an embedder and its spares speaks this model. */
export function speaking(model: string, embedder: Embedder | undefined): Embedder | undefined {
  return embedder && (embedder.model === model ? embedder : speaking(model, embedder.spare))
}

/** The embedder gave nothing: no money, no answer. The same texts may be embedded later, or by its spare. */
export class EmbedderAway extends Error {
  override name = "EmbedderAway"
}

/** The embedder did not give what it promises; nothing of its answer was kept. */
export class WrongVectors extends Error {
  override name = "WrongVectors"
}
