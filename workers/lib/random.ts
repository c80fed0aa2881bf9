/** Seeded choice: the same parts always give the same choices, in any process and on any day. */
export type Random = {
  next(): number
  int(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  sample<T>(from: readonly T[], count: number): T[]
}

/** FNV-1a, 32 bits: turns words into a seed. Not for secrets. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  for (const character of parts.join("\u0000")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return hash >>> 0
}

/** mulberry32 by Tommy Ettinger (public domain): small, fast and good enough to vary words and art. */
export function seeded(...parts: readonly (string | number)[]): Random {
  let state = seedOf(...parts)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[int(0, from.length - 1)]
    if (chosen === undefined) throw new RangeError("Nothing to pick from.")
    return chosen
  }
  const sample = <T>(from: readonly T[], count: number): T[] => {
    const left = [...from]
    const chosen: T[] = []
    while (chosen.length < count && left.length > 0) chosen.push(...left.splice(int(0, left.length - 1), 1))
    return chosen
  }
  return { next, int, pick, sample }
}
