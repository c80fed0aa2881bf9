import { ExperimentPolicy } from "#schemas/policy.ts"
import { seeded } from "#workers/lib/random.ts"
import { allocate, type Allocation, type BanditDay } from "./allocate.ts"
import { binomial } from "./worlds.ts"

/** A made-up market for a bandit: the first rate is the control's. */
export type BanditWorld = {
  seed: number
  visitorsADay: number
  rates: number[]
  limits: ExperimentPolicy["bandit"]
  refundRate?: number
  /** How many times the refund rate the second arm has. */
  refundLift?: number
}
/** Regret: orders that were missed because not everybody was shown the best arm. `even`: the same visitors in equal parts. */
export type BanditFate = { allocation: Allocation; days: number; visitors: number; regret: number; even: number }

const nameOf = (n: number) => (n === 0 ? "control" : `arm-${n}`)

/** Lives through a bandit, with its shares moved every night. The same world always ends the same. */
export function liveBandit({ seed, visitorsADay, rates, limits, refundRate = 0, refundLift = 1 }: BanditWorld): BanditFate {
  const random = seeded("bandit world", seed)
  const arms = rates.map((_, n) => nameOf(n))
  const top = Math.max(...rates)
  let shares = arms.map(() => 1 / arms.length)
  let [regret, even, visitors] = [0, 0, 0]
  const days: BanditDay[] = []
  for (;;) {
    const came = split(random.next, visitorsADay, shares)
    const counted = came.map((here, n) => {
      const rate = rates[n] ?? 0
      const conversions = binomial(random.next, here, rate)
      regret += here * (top - rate)
      even += (visitorsADay / arms.length) * (top - rate)
      visitors += here
      return { visitors: here, conversions, refunds: binomial(random.next, conversions, refundRate * (n === 1 ? refundLift : 1)) }
    })
    days.push({ day: String(days.length).padStart(3, "0"), arms: Object.fromEntries(arms.map((arm, n) => [arm, counted[n] ?? nobody])) })
    const allocation = allocate.decide({ key: `W-${seed}`, control: "control", arms, limits, days })
    shares = arms.map((arm) => allocation.shares[arm] ?? 0)
    if (allocation.action !== "continue") return { allocation, days: days.length, visitors, regret, even }
  }
}

const nobody = { visitors: 0, conversions: 0, refunds: 0 }

/** Divides visitors by shares, one arm after the other out of those who are left. */
function split(next: () => number, visitors: number, shares: number[]): number[] {
  let [left, part] = [visitors, 1]
  return shares.map((share, n) => {
    const here = n === shares.length - 1 || share >= part ? left : binomial(next, left, share / part)
    left -= here
    part -= share
    return here
  })
}
