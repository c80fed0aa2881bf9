import { z } from "zod"
import { Scorecard } from "#schemas/draft.ts"
import { GoodKind } from "#schemas/good.ts"
import { Money } from "#schemas/money.ts"
import { GatePolicy } from "#schemas/policy.ts"
import { rule } from "#workers/rule.ts"

export type GateInput = {
  scorecard: Scorecard
  kind: GoodKind
  price: Money
  /** Refusals of the policy screen, in words. */
  flags: readonly string[]
  /** 1 for the first round. */
  round: number
}
export type GateDecision = { decision: "pass" | "wait-for-person" | "repair" | "refuse"; reasons: string[] }

/** What the scorecard holds against the draft, weakest dimension first. */
function shortcomings({ scores, overall, threshold }: Scorecard): string[] {
  const low = scores.filter(({ score }) => score < threshold).sort((a, b) => a.score - b.score)
  const named = low.map(({ dimension, score, why }) => `${dimension} ${score.toFixed(1)}: ${why}`)
  return named.length > 0 ? named : [`overall ${overall.toFixed(2)} is below ${threshold}`]
}

/** Refuse, repair once, wait for a person, or pass: decided by policy and scorecard alone. */
export function gate({ scorecard, kind, price, flags, round }: GateInput, policy: GatePolicy): GateDecision {
  if (flags.length > 0) return { decision: "refuse", reasons: [...flags] }
  if (!scorecard.pass) return { decision: round <= policy.repairRounds ? "repair" : "refuse", reasons: shortcomings(scorecard) }
  const reasons = [
    ...(policy.autopass ? [] : ["the policy asks for a person"]),
    ...(policy.kinds.includes(kind) ? [] : [`a ${kind} needs a person's approval`]),
    ...(price.amount < policy.price.lowest ? [`the price ${price.amount} is below ${policy.price.lowest}`] : []),
    ...(price.amount > policy.price.highest ? [`the price ${price.amount} is above ${policy.price.highest}`] : []),
  ]
  if (reasons.length > 0) return { decision: "wait-for-person", reasons }
  return { decision: "pass", reasons: [`overall ${scorecard.overall.toFixed(2)} of 5, nothing below the floor, price within bounds`] }
}

const actions = { pass: "pass", repair: "repair", refuse: "refuse", "wait-for-person": "wait" } as const

const verdicts = {
  pass: "The gate let it pass",
  repair: "The gate had it repaired",
  wait: "The gate let it wait for a person",
  refuse: "The gate refused it",
}

/** The gate as the log knows it. What a person sent back, only a person may pass. */
export const gateRule = rule({
  name: "draft.gate",
  version: 1,
  about: "Passes a scored draft, has it repaired, lets it wait for a person, or refuses it.",
  decision: "product.spec",
  input: z.strictObject({
    draft: z.string(),
    scorecard: Scorecard,
    kind: GoodKind,
    price: Money,
    flags: z.array(z.string()).describe("what the policy screen and the list of crude words found"),
    notes: z.array(z.string()).describe("why persons sent it back"),
    round: z.int(),
    policy: GatePolicy,
  }),
  output: z.strictObject({ action: z.enum(["pass", "repair", "wait", "refuse"]), reasons: z.array(z.string()) }),
  decide({ policy, notes, ...input }) {
    const ruling = gate(input, policy)
    const action = actions[ruling.decision === "pass" && notes.length > 0 ? "wait-for-person" : ruling.decision]
    return { action, reasons: [...ruling.reasons, ...notes] }
  },
  says: ({ round }, { action, reasons }) => `${verdicts[action]} in round ${round}: ${reasons.join("; ")}.`,
  mattered: ({ scorecard, policy, flags, round }) => ({
    score: `${scorecard.overall} of 5; ${scorecard.threshold} is enough`,
    "found by the screen": flags.length,
    round,
    policy: `${policy.id}@${policy.version}`,
    rubric: scorecard.rubric,
  }),
})
