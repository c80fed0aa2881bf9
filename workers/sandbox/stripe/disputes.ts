import { z } from "zod"
import type Stripe from "stripe"
import { move } from "./balance.ts"
import { emit } from "./events.ts"
import { bool, metadata, readParams } from "./params.ts"
import { invalid, noSuch } from "./refusal.ts"
import { makeDispute, noEvidence } from "./refund-objects.ts"
import type { StripeStore } from "./store.ts"

/** What a dispute costs, whoever wins it, in minor units. */
const disputeFee = 1500

/** The cardholder's bank contests a charge: the money leaves the balance at once. */
export function openDispute(store: StripeStore, charge: Stripe.Charge, reason: string): void {
  const opened = makeDispute(store.seconds(), charge, reason)
  store.charges.put(charge.id, { ...charge, disputed: true })
  emit(store, "charge.dispute.created", store.disputes.put(opened.id, opened))
  const taken = move(store, {
    type: "adjustment",
    category: "dispute",
    amount: -charge.amount,
    fee: disputeFee,
    currency: charge.currency,
    source: opened.id,
    description: `Chargeback withdrawal for ${charge.id}`,
  })
  emit(store, "charge.dispute.funds_withdrawn", store.disputes.put(opened.id, { ...opened, balance_transactions: [taken] }))
}

const files = new Set(
  "cancellation_policy customer_communication customer_signature duplicate_charge_documentation receipt refund_policy service_documentation shipping_documentation uncategorized_file".split(
    " ",
  ),
)
const DisputeParams = z.strictObject({
  evidence: z.record(z.string(), z.string().max(20_000)).default({}),
  metadata: metadata(),
  submit: bool().default(true),
})

/** POST /v1/disputes/{id}: evidence is collected until it is submitted, and then never again. */
export function updateDispute(store: StripeStore, id: string, body: string): Stripe.Dispute {
  const dispute = found(store, id)
  const { evidence, metadata: marks, submit } = readParams(DisputeParams, body, ["expand"])
  if (dispute.status !== "needs_response" && dispute.status !== "warning_needs_response")
    throw invalid("This dispute is already closed or its evidence was submitted; it cannot be updated.", { code: "dispute_closed" })
  for (const [name, value] of Object.entries(evidence)) {
    if (!(name in noEvidence) || name === "enhanced_evidence")
      throw invalid(`Received unknown parameter: evidence[${name}]`, { code: "parameter_unknown", param: `evidence[${name}]` })
    const file = files.has(name) ? store.files.get(value) : null
    if (files.has(name) && file?.purpose !== "dispute_evidence") throw noSuch("file upload", value, `evidence[${name}]`)
  }
  const { evidence_details: details } = dispute
  const after: Stripe.Dispute = {
    ...dispute,
    evidence: { ...dispute.evidence, ...evidence },
    evidence_details: {
      ...details,
      has_evidence: true,
      submission_count: details.submission_count + (submit ? 1 : 0),
      submission_method: submit ? "manual" : details.submission_method,
    },
    metadata: { ...dispute.metadata, ...marks },
    status: submit ? (dispute.status === "needs_response" ? "under_review" : "warning_under_review") : dispute.status,
  }
  store.disputes.put(id, after)
  emit(store, "charge.dispute.updated", after)
  // Banks take weeks, demos seconds.
  if (submit) {
    const at = store.ground.now() + 1000 * Number(store.ground.vars.BANK_DEBIT_SECONDS ?? 5)
    store.judging.put(id, { dispute: id, at })
    store.ground.wakeAt(at)
  }
  return after
}

/** POST /v1/disputes/{id}/close: we accept that the money is gone. */
export function closeDispute(store: StripeStore, id: string): Stripe.Dispute {
  const dispute = found(store, id)
  if (dispute.status === "won" || dispute.status === "lost") throw invalid("This dispute is already closed.", { code: "dispute_closed" })
  return decide(store, dispute, false)
}

/** The bank reads what was handed in, or waited for it in vain. */
export function judgeDue(store: StripeStore): void {
  const now = store.ground.now()
  for (const { dispute: id, at } of store.judging.all()) {
    const dispute = at <= now ? store.disputes.get(id) : null
    if (!dispute) continue
    store.judging.drop(id)
    if (dispute.status === "under_review" || dispute.status === "warning_under_review") decide(store, dispute, convinces(dispute.evidence))
  }
  for (const dispute of store.disputes.all())
    if (dispute.status === "needs_response" && (dispute.evidence_details.due_by ?? Infinity) * 1000 < now) decide(store, dispute, false)
  const next = store.judging.all().map(({ at }) => at)
  if (next.length) store.ground.wakeAt(Math.min(...next))
}

/**
 * Stripe's own test words decide at once; else the bank wants to see who bought, what it was, that it was delivered and fetched: a log
 * without a single download does not convince it.
 */
function convinces(evidence: Stripe.Dispute.Evidence): boolean {
  if (evidence.uncategorized_text?.includes("winning_evidence")) return true
  if (evidence.uncategorized_text?.includes("losing_evidence")) return false
  const named = evidence.customer_email_address && evidence.product_description && evidence.receipt && evidence.service_documentation
  return Boolean(named) && /\d{4}-\d\d-\d\d \d\d:\d\d/.test(evidence.access_activity_log ?? "")
}

function decide(store: StripeStore, dispute: Stripe.Dispute, won: boolean): Stripe.Dispute {
  const inquiry = dispute.status.startsWith("warning")
  const closed = { ...dispute, status: inquiry ? ("warning_closed" as const) : won ? ("won" as const) : ("lost" as const) }
  if (won && !inquiry) {
    const back = move(store, {
      type: "adjustment",
      category: "dispute_reversal",
      amount: dispute.amount,
      fee: 0,
      currency: dispute.currency,
      source: dispute.id,
      description: "Chargeback reversal",
    })
    closed.balance_transactions = [...dispute.balance_transactions, back]
    emit(store, "charge.dispute.funds_reinstated", store.disputes.put(dispute.id, closed))
  }
  emit(store, "charge.dispute.closed", store.disputes.put(dispute.id, closed))
  return closed
}

function found(store: StripeStore, id: string): Stripe.Dispute {
  const dispute = store.disputes.get(id)
  if (!dispute) throw noSuch("dispute", id)
  return dispute
}
