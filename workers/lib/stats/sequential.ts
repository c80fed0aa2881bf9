import { gammaln } from "simple-statistics"

const logBeta = (a: number, b: number) => gammaln(a) + gammaln(b) - gammaln(a + b)

/**
 * E-value against "each unit falls to the treatment with probability `share`", with a beta prior around that share: the sequential
 * sample-ratio test of Lindon and Malek (2022). 1/α and more: the assignment is not what was planned, so no figure of it is worth anything.
 */
export function ratioEvidence(units: { control: number; treatment: number }, share: number): number {
  const weight = 1000
  const [a, b] = [weight * share, weight * (1 - share)]
  const log = logBeta(a + units.treatment, b + units.control) - logBeta(a, b)
  return Math.exp(log - units.treatment * Math.log(share) - units.control * Math.log(1 - share))
}

/**
 * Lifts (ratio of rates, treatment to control) that the counts do not rule out at any time: a confidence sequence with coverage
 * 1 - alpha at all looks together, from the same mixture turned round. Null while nothing was counted. Rates small against 1.
 */
export function liftInterval(
  events: { control: number; treatment: number },
  share: number,
  alpha: number,
): { low: number; high: number } | null {
  const { control, treatment } = events
  if (control + treatment === 0) return null
  const marginal = logBeta(0.5 + treatment, 0.5 + control) - logBeta(0.5, 0.5)
  const against = (lift: number) => {
    const chance = (lift * share) / (lift * share + 1 - share)
    return marginal - treatment * Math.log(chance) - control * Math.log(1 - chance)
  }
  const limit = Math.log(1 / alpha)
  const centre = Math.min(1e3, Math.max(1e-3, ((treatment + 0.5) / (control + 0.5)) * ((1 - share) / share)))
  return { low: edge(centre, 1e-6, (lift) => against(lift) < limit), high: edge(centre, 1e6, (lift) => against(lift) < limit) }
}

/** The last lift between `inside` and `outside` (on a log scale) that is still inside. */
function edge(inside: number, outside: number, holds: (lift: number) => boolean): number {
  if (holds(outside)) return outside
  let [good, bad] = [Math.log(inside), Math.log(outside)]
  for (let n = 0; n < 60; n++) {
    const middle = (good + bad) / 2
    if (holds(Math.exp(middle))) good = middle
    else bad = middle
  }
  return Math.exp(good)
}
