/** Named figures; more is better for all of them. */
export type Metrics = Record<string, number>

export type Change = { metric: string; now: number; accepted: number | null; worse: boolean }

/**
 * Every metric beside its accepted value; more is better for all of them. What may be lost before it counts as a regression is a share of
 * what was accepted: one point in a hundred where data stand still.
 */
export function compare(now: Metrics, accepted: Metrics, slack = 0.01): Change[] {
  return Object.entries(now).map(([metric, value]) => {
    const before = accepted[metric] ?? null
    return { metric, now: value, accepted: before, worse: before !== null && value < before - Math.abs(before) * slack }
  })
}

/** Metrics of the accepted run that this one does not have, such as those of corpora that are not here. */
export const missing = (now: Metrics, accepted: Metrics): string[] => Object.keys(accepted).filter((metric) => !(metric in now))
