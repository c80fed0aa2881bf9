import { z } from "zod"
import { DirectorKey } from "#schemas/org.ts"
import { ProposalDiff, ProposalKind } from "#schemas/proposal.ts"
import { rule } from "#workers/rule.ts"

export const GoalState = z.enum(["met", "missed", "unknown"])
export const OpinionInput = z.strictObject({
  director: DirectorKey,
  kind: ProposalKind,
  diff: z.array(ProposalDiff),
  predicted: z.strictObject({ metric: z.string(), change: z.number(), because: z.string() }),
  refusals: z.array(z.string()).describe("what the guardrails say"),
  goals: z.record(z.string(), GoalState).describe("the director's own, by id"),
})
type Given = z.infer<typeof OpinionInput>
type Opinion = { choice: "for" | "against" | "abstain"; reason: string }

/**
 * A director's vote. What guardrails refuse is not voted for; then each director speaks for its own goals. Missing data is not a
 * pass: where a director's goal decides and nobody knows its figure, it abstains, or says no when money is asked for.
 */
export const opinion = rule({
  name: "proposal.opinion",
  version: 1,
  about: "How a director votes on a proposal, from guardrails and its own goals.",
  decision: "job.run",
  input: OpinionInput,
  output: z.strictObject({ choice: z.enum(["for", "against", "abstain"]), reason: z.string() }),
  decide(given): Opinion {
    const [refusal] = given.refusals
    if (refusal) return { choice: "against", reason: refusal }
    const found = concern(given)
    if (found) return { choice: found.choice, reason: found.reason }
    return { choice: "for", reason: `${given.predicted.because} Nothing I answer for speaks against it.` }
  },
})

/** The director's own goal that its no rests on; null when it rests on a guardrail. Another day the goal may stand otherwise. */
export const goalBehind = (given: Given): string | null => (given.refusals.length > 0 ? null : (concern(given)?.goal ?? null))

function concern({ director, kind, diff, goals }: Given): (Opinion & { goal: string }) | null {
  const [first] = diff
  const lower = typeof first?.from === "number" && typeof first.to === "number" && first.to < first.from
  const against = (goal: string, reason: string) => ({ choice: "against" as const, goal, reason })
  if (kind === "retire" && director === "cpa" && goals["shelf"] === "missed")
    return against("shelf", "The shelf is below its goal; nothing leaves it.")
  if (kind === "price" && director === "cca") {
    if (lower && goals["revenue"] === "met" && goals["conversion"] === "met")
      return against("conversion", "Revenue and conversion meet their goals; a lower price gives money away.")
    if (!lower && goals["conversion"] === "missed")
      return against("conversion", "Conversion misses its goal; a higher price would lower it.")
  }
  if (kind === "brief" && director === "cpa" && goals["quality"] === "missed")
    return against("quality", "Too many drafts are refused by the gate; those come first.")
  if (kind === "budget" && director === "coa" && !lower) {
    if (goals["model-cost"] === "missed") return against("model-cost", "Models cost more of the revenue than their goal allows.")
    if (goals["model-cost"] === "unknown")
      return against("model-cost", "Nobody knows what the models cost of the revenue; missing data is no pass.")
  }
  if (kind === "flag" && director === "coa" && goals["jobs-ok"] === "missed")
    return against("jobs-ok", "Jobs fail more often than the goal allows; nothing is turned while they do.")
  if ((kind === "words" || kind === "experiment") && director === "cda" && goals["search-gaps"] === "unknown")
    return { choice: "abstain", goal: "search-gaps", reason: "How often searches find nothing is not known." }
  return null
}
