import { seeded } from "#workers/lib/random.ts"
import { judgeExperiment, type ExperimentDay, type Verdict } from "./judge.ts"

/** A made-up market in which the truth is known. Rates a visitor, and of orders; `lift` and `refundLift` are the treatment's. */
export type World = {
  seed: number
  visitorsADay: number
  rate: number
  lift: number
  refundRate: number
  refundLift: number
  share?: number
  mostDays: number
}
export type Fate = { verdict: Verdict; days: number; exposed: number }

/** Lives through an experiment with a look every night, and says how it ended. The same world always ends the same. */
export function live(world: World): Fate {
  const random = seeded("world", world.seed)
  const share = world.share ?? 0.5
  const limits = { alpha: 0.05, harmAlpha: 0.05, share, mostDays: world.mostDays }
  const days: ExperimentDay[] = []
  let [exposed, ordersA, ordersB] = [0, 0, 0]
  for (;;) {
    const b = binomial(random.next, world.visitorsADay, share)
    const a = world.visitorsADay - b
    const [soldA, soldB] = [binomial(random.next, a, world.rate), binomial(random.next, b, world.rate * world.lift)]
    exposed += b
    ordersA += soldA
    ordersB += soldB
    days.push({
      day: String(days.length),
      control: { visitors: a, conversions: soldA, refunds: binomial(random.next, soldA, world.refundRate) },
      treatment: { visitors: b, conversions: soldB, refunds: binomial(random.next, soldB, world.refundRate * world.refundLift) },
    })
    const verdict = judgeExperiment.decide({ limits, days })
    if (verdict.action !== "continue") return { verdict, days: days.length, exposed }
  }
}

/** Exact for small counts; beyond them by the normal curve, which is good to a few parts in a thousand there. */
export function binomial(next: () => number, n: number, p: number): number {
  if (p <= 0) return 0
  if (p >= 1) return n
  const mean = n * p
  if (mean > 50 && n * (1 - p) > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    return Math.min(n, Math.max(0, Math.round(mean + Math.sqrt(mean * (1 - p)) * normal)))
  }
  // Skips from success to success, so that rare events are cheap.
  let [count, at] = [0, 0]
  for (;;) {
    at += Math.ceil(Math.log(1 - next()) / Math.log(1 - p))
    if (!(at <= n)) return count
    count++
  }
}
