/** What share of the relevant ids is among the first k. */
export const recallAt = (k: number, found: readonly string[], relevant: readonly string[]): number =>
  relevant.filter((id) => found.slice(0, k).includes(id)).length / relevant.length

/** 1 if any relevant id is among the first k. */
export const hitAt = (k: number, found: readonly string[], relevant: readonly string[]): number =>
  found.slice(0, k).some((id) => relevant.includes(id)) ? 1 : 0

/** Normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002) for relevant or not. */
export function ndcgAt(k: number, found: readonly string[], relevant: readonly string[]): number {
  const gain = (place: number) => 1 / Math.log2(place + 2)
  const got = found.slice(0, k).reduce((sum, id, place) => sum + (relevant.includes(id) ? gain(place) : 0), 0)
  const best = relevant.slice(0, k).reduce((sum, _, place) => sum + gain(place), 0)
  return best === 0 ? 0 : got / best
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
