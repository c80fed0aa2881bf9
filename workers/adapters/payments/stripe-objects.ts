import type Stripe from "stripe"
import type { DisputeStatus } from "#schemas/dispute.ts"
import type { Money } from "#schemas/money.ts"
import type { BalanceMove, Bill, CheckoutState, DisputeFacts, RefundFacts, RefundStatus } from "./payments.ts"
import { fromStripe } from "./stripe-amounts.ts"

export const idOf = (value: string | { id: string } | null | undefined) => (typeof value === "string" ? value : (value?.id ?? null))
export const when = (seconds: number) => new Date(seconds * 1000)
export const money = (amount: number, currency: string): Money => fromStripe(amount, currency)

const refundStatuses: readonly RefundStatus[] = ["succeeded", "pending", "failed", "canceled", "requires_action"]

/** Stripe types the status as free text; what we do not know yet is still pending. */
export const refundStatus = (status: string | null): RefundStatus => refundStatuses.find((known) => known === status) ?? "pending"

type Facts = Pick<CheckoutState, "orderId" | "paymentId" | "total" | "bill" | "email">

export function checkoutFacts(session: Stripe.Checkout.Session): Facts {
  return {
    orderId: session.client_reference_id ?? session.metadata?.order_id ?? null,
    paymentId: idOf(session.payment_intent),
    total: session.amount_total !== null && session.currency ? money(session.amount_total, session.currency) : null,
    bill: billOf(session),
    email: session.customer_details?.email ?? session.customer_email,
  }
}

export function checkoutState(session: Stripe.Checkout.Session): CheckoutState {
  const status = session.status === "complete" ? "complete" : session.status === "expired" ? "expired" : "open"
  // A free order is complete without a payment; an open page that costs nothing is not.
  const paid = session.payment_status === "paid" || (session.payment_status === "no_payment_required" && status === "complete")
  return { id: session.id, at: when(session.created), status, paid, url: session.url, ...checkoutFacts(session) }
}

/** Our prices are made exclusive of tax, so the parts add up to the total. */
function billOf({ amount_subtotal, total_details, currency, ...session }: Stripe.Checkout.Session): Bill | null {
  if (amount_subtotal === null || !total_details || !currency) return null
  const part = (amount: number) => money(amount, currency).amount
  return {
    subtotal: part(amount_subtotal),
    discount: part(total_details.amount_discount),
    tax: part(total_details.amount_tax),
    taxCountry: session.customer_details?.address?.country ?? null,
    discountId: idOf(session.discounts?.[0]?.promotion_code),
  }
}

export const refundFacts = (refund: Stripe.Refund): RefundFacts => ({
  id: refund.id,
  paymentId: idOf(refund.payment_intent),
  status: refundStatus(refund.status),
  amount: money(refund.amount, refund.currency),
  at: when(refund.created),
})

const disputeStatuses: Record<string, DisputeStatus> = {
  needs_response: "needs_response",
  appeal_needs_response: "needs_response",
  under_review: "under_review",
  appeal_under_review: "under_review",
  warning_needs_response: "inquiry",
  warning_under_review: "inquiry",
  warning_closed: "withdrawn",
  prevented: "withdrawn",
  won: "won",
  lost: "lost",
}

export const disputeFacts = (dispute: Stripe.Dispute): DisputeFacts => ({
  disputeId: dispute.id,
  paymentId: idOf(dispute.payment_intent),
  amount: money(dispute.amount, dispute.currency),
  reason: dispute.reason,
  // A status that Stripe adds one day is a dispute in some bank's hands.
  status: disputeStatuses[dispute.status] ?? "under_review",
  dueBy: dispute.evidence_details.due_by ? when(dispute.evidence_details.due_by) : null,
})

export function balanceMove(move: Stripe.BalanceTransaction): BalanceMove {
  const of = (amount: number) => fromStripe(amount, move.currency)
  const source = typeof move.source === "object" ? move.source : null
  const about = source && "currency" in source && "amount" in source ? source : null
  return {
    id: move.id,
    at: when(move.created),
    type: move.type,
    amount: of(move.amount).amount,
    fee: of(move.fee).amount,
    net: of(move.net).amount,
    currency: of(0).currency,
    sourceId: idOf(move.source),
    settles: about?.currency && about.currency !== move.currency ? money(Number(about.amount), about.currency) : null,
  }
}
