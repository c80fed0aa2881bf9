import { mean, quantile } from "simple-statistics"
import { seeded } from "#workers/lib/random.ts"

export type Interval = { mean: number; low: number; high: number; worlds: number }

/** The mean of paired differences and its 95 % percentile interval by bootstrap over worlds; one world alone says nothing of spread. */
export function pairedInterval(differences: readonly number[], draws = 10_000): Interval {
  const worlds = differences.length
  const middle = mean([...differences])
  if (worlds < 2) return { mean: middle, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, worlds }
  const random = seeded("bootstrap", worlds)
  const means = Array.from({ length: draws }, () => mean(differences.map(() => random.pick(differences))))
  return { mean: middle, low: quantile(means, 0.025), high: quantile(means, 0.975), worlds }
}
