import { randomBeta } from "d3-random"
import { z } from "zod"
import { ExperimentPolicy } from "#schemas/policy.ts"
import { muchMore, observe, openEProcess, proven } from "#workers/lib/stats/e-process.ts"
import { seeded } from "#workers/lib/random.ts"
import { rule } from "#workers/rule.ts"

const Counts = z.strictObject({ visitors: z.int().min(0), conversions: z.int().min(0), refunds: z.int().min(0) })
const nothing: z.infer<typeof Counts> = { visitors: 0, conversions: 0, refunds: 0 }
/** One day of a bandit, all arms. */
export const BanditDay = z.strictObject({ day: z.string(), arms: z.record(z.string(), Counts) })
export type BanditDay = z.infer<typeof BanditDay>

export const Allocation = z.strictObject({
  action: z.enum(["continue", "ship", "stop"]),
  reason: z.enum(["too early", "best", "control is best", "guardrail", "no difference in time"]),
  winner: z.string().nullable(),
  shares: z.record(z.string(), z.number()).describe("part of tomorrow's new visitors, by arm"),
  chances: z.record(z.string(), z.number()).describe("of being the best arm"),
})
export type Allocation = z.infer<typeof Allocation>

/**
 * Thompson sampling once a day: an arm's share is how often it wins among draws from the beta posteriors of all arms (Thompson 1933;
 * Chapelle and Li 2011), but never less than the least share, so that no arm is given up on a bad week. The draws are seeded by key and day.
 */
export const allocate = rule({
  name: "experiment.allocate",
  version: 1,
  about: "Moves a bandit's visitors to what sells, and ends it when one arm is very likely the best.",
  decision: "experiment.end",
  input: z.strictObject({
    key: z.string(),
    control: z.string(),
    arms: z.array(z.string()).min(2).max(8),
    limits: ExperimentPolicy.shape.bandit,
    days: z.array(BanditDay),
  }),
  output: Allocation,
  decide({ key, control, arms, limits, days }): Allocation {
    const kept = arms.filter((arm) => arm === control || !comesBack(days, arm, limits.harmAlpha))
    const totals = new Map(kept.map((arm) => [arm, totalOf(days, arm)]))
    const chances = chancesOf(totals, seeded("bandit", key, days.length).next, limits.draws)
    const rest = Math.max(0, 1 - limits.leastShare * kept.length)
    const shares = Object.fromEntries(
      arms.map((arm) => [arm, kept.includes(arm) ? round((1 - rest) / kept.length + rest * (chances[arm] ?? 0)) : 0]),
    )
    const [best = control, chance = 0] = Object.entries(chances).toSorted(([, a], [, b]) => b - a)[0] ?? []
    const sold = [...totals.values()].reduce((sum, { conversions }) => sum + conversions, 0)
    const say = (action: Allocation["action"], reason: Allocation["reason"], winner: string | null = null): Allocation => ({
      action,
      reason,
      winner,
      shares,
      chances,
    })
    if (kept.length === 1) return say("stop", "guardrail")
    if (chance >= limits.best && sold >= limits.leastConversions && days.length >= limits.leastDays)
      return best === control ? say("stop", "control is best", control) : say("ship", "best", best)
    return days.length >= limits.mostDays ? say("stop", "no difference in time") : say("continue", "too early")
  },
})

type Total = { visitors: number; conversions: number }

const totalOf = (days: BanditDay[], arm: string) =>
  days.reduce<Total>(
    (sum, { arms }) => {
      const { visitors, conversions } = arms[arm] ?? nothing
      return { visitors: sum.visitors + visitors, conversions: sum.conversions + conversions }
    },
    { visitors: 0, conversions: 0 },
  )

/** How often each arm has the highest rate among draws from what its figures leave possible. */
function chancesOf(totals: Map<string, Total>, next: () => number, draws: number) {
  const beta = randomBeta.source(next)
  const posteriors = Array.from(
    totals,
    ([arm, { visitors, conversions }]) => [arm, beta(1 + conversions, 1 + Math.max(0, visitors - conversions))] as const,
  )
  const wins = new Map(posteriors.map(([arm]) => [arm, 0]))
  for (let n = 0; n < draws; n++) {
    let [winner, highest] = ["", -1]
    for (const [arm, draw] of posteriors) {
      const rate = draw()
      if (rate > highest) [winner, highest] = [arm, rate]
    }
    wins.set(winner, (wins.get(winner) ?? 0) + 1)
  }
  return Object.fromEntries(Array.from(wins, ([arm, count]) => [arm, count / draws]))
}

/** Whether a larger part of an arm's orders comes back than of all the others', by the evidence that a test is stopped by. */
function comesBack(days: BanditDay[], arm: string, alpha: number): boolean {
  let process = openEProcess(muchMore)
  let [own, all] = [0, 0]
  for (const { arms } of days) {
    const { conversions, refunds } = arms[arm] ?? nothing
    const back = Object.values(arms).reduce((sum, one) => sum + one.refunds, 0)
    own += conversions
    all += Object.values(arms).reduce((sum, one) => sum + one.conversions, 0)
    process = observe(process, { control: back - refunds, treatment: refunds }, own / Math.max(1, all))
  }
  return proven(process, alpha)
}

const round = (value: number) => Number(value.toFixed(6))
