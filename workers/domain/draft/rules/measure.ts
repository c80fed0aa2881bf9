import type { RubricDimension, Score } from "#schemas/draft.ts"

/** One thing measured: 0 to 1, with the measured value in words and what to do when it is low. `cap` limits the dimension. */
export type Part = { name: string; weight: number; value: number; measured: number; says: string; fix: string; cap?: number }

/** 0 at `worst`, 1 at `best`, straight between them; `worst` may be the larger one. */
export function ramp(value: number, worst: number, best: number): number {
  return Math.min(1, Math.max(0, (value - worst) / (best - worst)))
}

/** `0.5` → `50 %`. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`

const good = 0.8
const round = (value: number): number => Math.round(value * 100) / 100

/** The weighted mean of the parts on the scale 0 to 5, capped where a part says so, with the low parts' fixes. */
export function scoreOf(dimension: RubricDimension, parts: readonly Part[]): Score {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0)
  const mean = (5 * parts.reduce((sum, part) => sum + part.weight * part.value, 0)) / weight
  const score = Math.min(mean, ...parts.flatMap(({ cap }) => cap ?? []))
  const low = parts.filter(({ value }) => value < good).sort((a, b) => a.value - b.value)
  const told = [...low, ...parts.filter((part) => !low.includes(part))].map(({ says }) => says)
  return {
    dimension,
    score: round(score),
    why: `${told.join("; ")}.`,
    fixes: low.map(({ fix }) => fix),
    measures: Object.fromEntries(parts.map(({ name, measured }) => [name, round(measured)])),
  }
}

/** How much of `a` also stands in `b`, 0 to 1. */
export function contained(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.size === 0 ? 0 : [...a].filter((item) => b.has(item)).length / a.size
}
