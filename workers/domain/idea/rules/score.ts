import type { Evidence } from "./source.ts"

/**
 * What each signal can bring, in points of 100. `full` is the value that earns all of them; counts grow by their
 * logarithm, because the tenth entry says more than the hundredth.
 */
const signals = {
  "entries collected": { points: 40, full: 64, scale: "log" },
  "share of the source (%)": { points: 15, full: 10, scale: "linear" },
  "different makers": { points: 15, full: 16, scale: "log" },
  "search terms shared by entries": { points: 10, full: 8, scale: "linear" },
  "names the kind of good": { points: 10, full: 1, scale: "linear" },
  "listings on sale": { points: 30, full: 48, scale: "log" },
  "median price": { points: 15, full: 20, scale: "linear" },
  "favourites, sales, reviews or stars": { points: 20, full: 10_000, scale: "log" },
  "named as a category by a directory": { points: 20, full: 1, scale: "linear" },
  "interest, last 12 weeks (0–100)": { points: 50, full: 100, scale: "linear" },
  "growth by fitted trend (% a year)": { points: 35, full: 50, scale: "growth" },
  "searches a month": { points: 45, full: 50_000, scale: "log" },
  "searches collected": { points: 30, full: 64, scale: "log" },
  "room between competitors (%)": { points: 15, full: 100, scale: "linear" },
  "own orders": { points: 45, full: 40, scale: "log" },
  "searches without a result": { points: 45, full: 60, scale: "log" },
  "wishes in reviews and questions": { points: 25, full: 20, scale: "log" },
  "also found in another source": { points: 10, full: 2, scale: "linear" },
} as const satisfies Record<string, { points: number; full: number; scale: "log" | "linear" | "growth" }>
export type Signal = keyof typeof signals

/** One named figure and the points that it earns. Falling interest earns less than none rising: −20 % earns nothing, 0 % some. */
export function evidence(signal: Signal, value: number, source: string, rows?: string): Evidence {
  const { points, full, scale } = signals[signal]
  const share = scale === "log" ? Math.log1p(value) / Math.log1p(full) : scale === "growth" ? (value + 20) / (full + 20) : value / full
  const weight = Math.round(points * Math.min(1, Math.max(0, share)) * 10) / 10
  return { signal, value: Math.round(value * 100) / 100, weight, source, ...(rows ? { rows } : {}) }
}

/** 0 to 100: the sum of the points, so that a reader can add them up. */
export const scoreOf = (all: readonly Evidence[]): number =>
  Math.min(100, Math.round(all.reduce((sum, { weight }) => sum + weight, 0) * 10) / 10)

/** The same signal from the same source counts once, with its higher value. */
export function mergeEvidence(a: readonly Evidence[], b: readonly Evidence[]): Evidence[] {
  const best = new Map<string, Evidence>()
  for (const item of [...a, ...b]) {
    const known = best.get(item.signal)
    if (!known || item.weight > known.weight) best.set(item.signal, item)
  }
  return [...best.values()]
}
