import type { Scorecard } from "#schemas/draft.ts"
import type { GoodKind } from "#schemas/good.ts"
import type { Money } from "#schemas/money.ts"
import type { GatePolicy } from "#schemas/policy.ts"

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
