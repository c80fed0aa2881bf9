import { z } from "zod"
import { KillCriterion } from "#schemas/proposal.ts"
import { RolloutPolicy } from "#schemas/policy.ts"
import { evidence, muchMore, observe, openEProcess, proven, worse } from "#workers/lib/stats/e-process.ts"
import { rule } from "#workers/rule.ts"

const Side = z.strictObject({ visitors: z.int().min(0), conversions: z.int().min(0), refunds: z.int().min(0) })
/** What both sides did on one day of one step; `percent` of visitors were planned to see the change. */
export const StepDay = z.strictObject({ day: z.string(), percent: z.int(), control: Side, treatment: Side })
export const WatchInput = z.strictObject({
  way: z.enum(["visitors", "time"]),
  percent: z.int(),
  hoursInStep: z.number(),
  days: z.array(StepDay),
  kill: KillCriterion.nullable(),
  /** The kill criterion's metric since the beginning; null when it cannot be measured. */
  figure: z.number().nullable(),
  daysSinceStart: z.number(),
  policy: RolloutPolicy,
})
export const WatchOutput = z.strictObject({
  action: z.enum(["hold", "step", "finish", "roll back"]),
  percent: z.int(),
  why: z.string(),
  evidence: z.strictObject({ worse: z.number(), refunds: z.number() }),
})
type Given = z.infer<typeof WatchInput>
type Verdict = z.infer<typeof WatchOutput>

/**
 * Looks at a rollout: harm first (the kill criterion, then evidence that is valid at every look), then whether the step has been held
 * long enough by time and by visitors. No figure is a reason to hold, never one to go on.
 */
export const watchRollout = rule({
  name: "rollout.watch",
  version: 1,
  about: "Steps a rollout on, holds it, or takes it back, by its kill criterion and evidence valid at every look.",
  decision: "rollout.step",
  input: WatchInput,
  output: WatchOutput,
  decide(given): Verdict {
    const { kill, figure, percent, policy } = given
    const proofs = look(given.days)
    const shown = { worse: round(evidence(proofs.worse)), refunds: round(evidence(proofs.refunds)) }
    const say = (action: Verdict["action"], why: string, to = percent): Verdict => ({ action, percent: to, why, evidence: shown })
    if (kill && figure !== null && given.daysSinceStart <= kill.withinDays && crossed(kill, figure))
      return say("roll back", `${kill.metric} is ${round(figure)}, and ${kill.comparator} ${kill.threshold} ends it.`)
    if (proven(proofs.worse, policy.harmAlpha)) return say("roll back", "Visitors who see it buy less often, beyond doubt.")
    if (proven(proofs.refunds, policy.harmAlpha)) return say("roll back", "Buyers who saw it ask for their money back more often.")
    return given.way === "time" ? byTime(given, say) : bySteps(given, say)
  },
})

type Say = (action: Verdict["action"], why: string, to?: number) => Verdict

function byTime({ daysSinceStart, kill, figure, policy }: Given, say: Say): Verdict {
  const until = Math.max(policy.watchDays, kill?.withinDays ?? 0)
  if (daysSinceStart < until) return say("hold", `Watched for ${until} days.`)
  if (kill && figure === null) return say("hold", `${kill.metric} has no figure, and missing data is no pass.`)
  return say("finish", `Nothing spoke against it in ${until} days.`)
}

function bySteps({ percent, hoursInStep, days, policy }: Given, say: Say): Verdict {
  const exposed = days
    .filter((day) => day.percent === percent)
    .reduce((sum, { control, treatment }) => sum + control.visitors + treatment.visitors, 0)
  if (hoursInStep < policy.leastHours) return say("hold", `${percent} % is held for ${policy.leastHours} hours.`)
  if (exposed < policy.leastExposures) return say("hold", `${exposed} of ${policy.leastExposures} visitors have come at ${percent} %.`)
  const next = policy.steps.find((step) => step > percent)
  if (next === undefined) return say("finish", "It has reached everybody and nothing spoke against it.")
  return say("step", `${exposed} visitors came at ${percent} % and nothing against it.`, next)
}

const crossed = ({ comparator, threshold }: z.infer<typeof KillCriterion>, figure: number) =>
  comparator === ">" ? figure > threshold : figure < threshold

/** Each step has its own planned share; at 100 % there is nobody to compare with, so nothing is learnt from conversions. */
function look(days: Given["days"]) {
  let proofs = { worse: openEProcess(worse), refunds: openEProcess(muchMore) }
  let orders = { control: 0, treatment: 0 }
  for (const { control, treatment } of days) {
    const visitors = control.visitors + treatment.visitors
    const share = visitors > 0 ? treatment.visitors / visitors : 1
    orders = { control: orders.control + control.conversions, treatment: orders.treatment + treatment.conversions }
    const byOrders = orders.treatment / Math.max(1, orders.control + orders.treatment)
    proofs = {
      worse: observe(proofs.worse, { control: control.conversions, treatment: treatment.conversions }, share),
      refunds: observe(proofs.refunds, { control: control.refunds, treatment: treatment.refunds }, byOrders),
    }
  }
  return proofs
}
const round = (value: number) => Number(Math.min(value, 1e12).toPrecision(6))
