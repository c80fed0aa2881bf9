/**
 * Evidence that one arm's events come more often than planned, which may be looked at after every visitor. For each lift r of a grid it
 * holds the log of the likelihood ratio between "an event comes from the treatment with odds r times its share" and "with its share".
 * Their mean is a test martingale under no effect, so by Ville's inequality it passes 1/α with probability at most α, however
 * often one looks (Lindon and Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022; Ramdas et al.,
 * "Game-theoretic statistics and safe anytime-valid inference", 2023). Exact for any counts: no normal approximation.
 */
export type EProcess = { lifts: readonly number[]; logs: readonly number[]; peak: number }
export type Counts = { control: number; treatment: number }

/** Lifts worth finding, as odds ratios; a mean over them loses at most ln(count) against knowing the true one. */
export const better = [1.03, 1.06, 1.1, 1.2, 1.4] as const
/** The same downwards: evidence of harm. */
export const worse = better.map((lift) => 1 / lift)
/** For what is rarer and must not rise by much, such as refunds. */
export const muchMore = [1.2, 1.5, 2, 3] as const

export const openEProcess = (lifts: readonly number[]): EProcess => ({ lifts, logs: lifts.map(() => 0), peak: 1 })

/**
 * Takes in the events of one batch. `share` is the part of all units (visitors, orders) that the treatment had in that batch: known
 * before the events are counted, between 0 and 1. A batch in which one arm had nobody proves nothing and changes nothing.
 */
export function observe(process: EProcess, { control, treatment }: Counts, share: number): EProcess {
  if (!(share > 0 && share < 1) || control + treatment === 0) return process
  const logs = process.logs.map((log, n) => {
    const odds = (process.lifts[n] ?? 1) * share
    const chance = odds / (odds + 1 - share)
    return log + treatment * Math.log(chance / share) + control * Math.log((1 - chance) / (1 - share))
  })
  const next = { ...process, logs }
  return { ...next, peak: Math.max(process.peak, evidence(next)) }
}

/** The e-value now: 20 and more is evidence at 5 %. */
export function evidence({ logs }: Pick<EProcess, "logs">): number {
  const top = Math.max(...logs)
  return Math.exp(top) * (logs.reduce((sum, log) => sum + Math.exp(log - top), 0) / logs.length)
}

/** Whether the evidence has ever passed 1/alpha; a decision once justified stays so. */
export const proven = ({ peak }: EProcess, alpha: number): boolean => peak >= 1 / alpha
