import type { ProposalKind } from "#schemas/proposal.ts"
import { definitions } from "#workers/domain/metric/index.ts"

/** What is counted of those who were shown new words. */
const seen = ["views", "orders", "views_without_order", "conversion_rate", "refund_rate"]
/** What is counted of a product since its change. */
const sold = [...seen, "revenue", "evidence_of_loss"]

/** The metrics that a kill criterion may name: what is counted of the change itself, and the whole shop's. */
export function killMetrics(kind: ProposalKind, subject: string): string[] {
  const own = kind === "words" ? seen : subject.startsWith("prd_") ? sold : []
  return [...own, ...definitions.map(({ name }) => name)]
}
