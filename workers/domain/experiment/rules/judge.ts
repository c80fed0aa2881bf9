import { z } from "zod"
import { better, evidence, muchMore, observe, openEProcess, proven, worse, type EProcess } from "#workers/lib/stats/e-process.ts"
import { liftInterval, ratioEvidence } from "#workers/lib/stats/sequential.ts"
import { rule } from "#workers/rule.ts"

const Arm = z.strictObject({
  visitors: z.int().min(0).describe("first exposures that day"),
  conversions: z.int().min(0),
  refunds: z.int().min(0).describe("of orders that came through this arm, on the day of the refund"),
})
/** One day of one experiment, both arms. */
export const ExperimentDay = z.strictObject({ day: z.string(), control: Arm, treatment: Arm })
export type ExperimentDay = z.infer<typeof ExperimentDay>

export const Verdict = z.strictObject({
  action: z.enum(["continue", "ship", "stop"]),
  reason: z.enum(["too early", "better", "worse", "guardrail", "sample ratio", "no difference in time"]),
  evidence: z.strictObject({ better: z.number(), worse: z.number(), refunds: z.number(), ratio: z.number() }),
  lift: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
})
export type Verdict = z.infer<typeof Verdict>

export const Limits = z.strictObject({
  alpha: z.number().gt(0).lt(1).describe("most that no-effect changes may be shipped"),
  harmAlpha: z.number().gt(0).lt(1).describe("most that harmless changes may be stopped as harmful"),
  share: z.number().gt(0).lt(1).describe("planned part of the visitors that see the treatment"),
  mostDays: z.int().min(1),
})

/**
 * Looks at an experiment after any day. Order of the questions: is the assignment sound, are refunds rising, is it worse, is it
 * better, is the time up. Evidence once reached is kept, so looking every day costs nothing.
 */
export const judgeExperiment = rule({
  name: "experiment.judge",
  version: 1,
  about: "Ships, stops or goes on with an experiment, by evidence that is valid at every look.",
  decision: "experiment.end",
  input: z.strictObject({ limits: Limits, days: z.array(ExperimentDay) }),
  output: Verdict,
  decide({ limits, days }): Verdict {
    const state = days.reduce(take, openLook())
    const { visitors, conversions, proofs } = state
    const ratio = ratioEvidence(visitors, limits.share)
    const evidenceNow = {
      better: round(evidence(proofs.better)),
      worse: round(evidence(proofs.worse)),
      refunds: round(evidence(proofs.refunds)),
      ratio: round(ratio),
    }
    const share = visitors.treatment / Math.max(1, visitors.control + visitors.treatment)
    const interval = share > 0 && share < 1 ? liftInterval(conversions, share, limits.alpha) : null
    const lift = interval && { low: round(interval.low), high: round(interval.high) }
    const say = (action: Verdict["action"], reason: Verdict["reason"]): Verdict => ({ action, reason, evidence: evidenceNow, lift })
    if (ratio >= 1000) return say("stop", "sample ratio")
    if (proven(proofs.refunds, limits.harmAlpha)) return say("stop", "guardrail")
    if (proven(proofs.worse, limits.harmAlpha)) return say("stop", "worse")
    if (proven(proofs.better, limits.alpha)) return say("ship", "better")
    return days.length >= limits.mostDays ? say("stop", "no difference in time") : say("continue", "too early")
  },
})

type Pair = { control: number; treatment: number }
type Look = { visitors: Pair; conversions: Pair; orders: Pair; proofs: { better: EProcess; worse: EProcess; refunds: EProcess } }
const openLook = (): Look => ({
  visitors: { control: 0, treatment: 0 },
  conversions: { control: 0, treatment: 0 },
  orders: { control: 0, treatment: 0 },
  proofs: { better: openEProcess(better), worse: openEProcess(worse), refunds: openEProcess(muchMore) },
})

function take(look: Look, { control, treatment }: ExperimentDay): Look {
  const pair = (field: "visitors" | "conversions" | "refunds"): Pair => ({ control: control[field], treatment: treatment[field] })
  const shareOf = ({ control: c, treatment: t }: Pair) => t / Math.max(1, c + t)
  const visitors = sum(look.visitors, pair("visitors"))
  // Who converts today came today or before, so today's conversions are held against everybody who has come so far.
  const byVisitors = shareOf(visitors)
  const orders = sum(look.orders, pair("conversions"))
  // A refund is held against orders, not visitors: more orders may bring more refunds, a larger part of them may not come back.
  const byOrders = shareOf(orders)
  return {
    visitors,
    conversions: sum(look.conversions, pair("conversions")),
    orders,
    proofs: {
      better: observe(look.proofs.better, pair("conversions"), byVisitors),
      worse: observe(look.proofs.worse, pair("conversions"), byVisitors),
      refunds: observe(look.proofs.refunds, pair("refunds"), byOrders),
    },
  }
}

const sum = (a: Pair, b: Pair): Pair => ({ control: a.control + b.control, treatment: a.treatment + b.treatment })
/** Six digits are for reading and logging; decisions are made on the whole figure. */
const round = (value: number) => Number(Math.min(value, 1e12).toPrecision(6))
