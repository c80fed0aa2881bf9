import type { Metrics } from "./rubric.ts"

export type Change = { metric: string; now: number; accepted: number | null; worse: boolean }

/** What a metric may lose before it counts as a regression: one point in a hundred of what was accepted. */
const slack = 0.01

/** Every metric beside its accepted value; more is better for all of them. */
export function compare(now: Metrics, accepted: Metrics): Change[] {
  return Object.entries(now).map(([metric, value]) => {
    const before = accepted[metric] ?? null
    return { metric, now: value, accepted: before, worse: before !== null && value < before - Math.abs(before) * slack }
  })
}

/** Metrics of the accepted run that this one does not have, such as those of corpora that are not here. */
export const missing = (now: Metrics, accepted: Metrics): string[] => Object.keys(accepted).filter((metric) => !(metric in now))
