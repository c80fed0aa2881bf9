import type { ProposalStatus } from "#schemas/proposal.ts"
import type { ExperimentMode } from "#schemas/experiment.ts"
import type { Allocation } from "./rules/allocate.ts"
import type { Verdict } from "./rules/judge.ts"

const percent = (ratio: number) => `${ratio >= 1 ? "+" : "−"}${Math.abs((ratio - 1) * 100).toFixed(0)} %`

/** What the figures leave possible, for people: between −5 % and +30 % orders. */
export function liftWords(lift: { low: number; high: number } | null): string {
  if (!lift || lift.high > 100) return "The figures say nothing about the effect yet."
  return `The figures allow for ${percent(lift.low)} to ${percent(lift.high)} in orders a visitor.`
}

const endings: Record<Verdict["reason"] | Allocation["reason"], string> = {
  "too early": "It goes on: the evidence is not enough for either end.",
  better: "The new one sells better, by evidence that holds at every look.",
  worse: "The new one sells worse, so it was taken back.",
  guardrail: "A larger part of the orders came back as refunds, so it was taken back whatever it sold.",
  "sample ratio": "The visitors were not divided as planned, so no figure of it is worth anything.",
  "no difference in time": "Its time was up without a difference that is worth having.",
  best: "One arm is very likely the best.",
  "control is best": "What is on the shelf is very likely the best.",
}

/** One sentence for the log and the console. */
export const endWords = (reason: Verdict["reason"] | Allocation["reason"]): string => endings[reason]

const fates: Record<ProposalStatus, string> = {
  open: "the directors vote on it",
  accepted: "accepted, not on the shelf yet",
  applying: "accepted, not on the shelf yet",
  applied: "on the shelf, shown step by step",
  rejected: "and refused",
  stale: "and overtaken by another change",
  rolled_back: "shown, and taken back",
}
const proposed = (status: ProposalStatus | null) => `Won; ${status ? fates[status] : "its proposal is not filed yet"}`

export function standing(row: {
  status: string
  mode: ExperimentMode
  outcome: string | null
  reason: string | null
  days: number
  proposal: ProposalStatus | null
}): string {
  if (row.status === "draft") return "Prepared, and shown to nobody yet."
  if (row.status === "ended")
    return `${row.outcome === "stopped" ? "Stopped; the shelf stays as it was" : row.outcome === "won" ? proposed(row.proposal) : "Shipped to everybody"}: ${row.reason}`
  const rule =
    row.mode === "test"
      ? "It ends by itself when the evidence is enough."
      : "Every night more of the visitors go to what sells; it ends when one arm is very likely the best."
  return `Running, with ${row.days} whole ${row.days === 1 ? "day" : "days"} behind it. ${rule}`
}
