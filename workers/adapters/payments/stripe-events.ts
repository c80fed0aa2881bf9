import type Stripe from "stripe"
import type { Money } from "#schemas/money.ts"
import type { CheckoutState, PaymentEvent, RefundStatus } from "./payments.ts"

const idOf = (value: string | { id: string } | null | undefined) => (typeof value === "string" ? value : (value?.id ?? null))

const money = (amount: number, currency: string): Money => ({ amount, currency: currency.toUpperCase() })

const refundStatuses: readonly RefundStatus[] = ["succeeded", "pending", "failed", "canceled", "requires_action"]

/** Stripe types the status as free text; what we do not know yet is still pending. */
export const refundStatus = (status: string | null): RefundStatus => refundStatuses.find((known) => known === status) ?? "pending"

function checkout(session: Stripe.Checkout.Session): Pick<CheckoutState, "orderId" | "paymentId" | "total" | "email"> {
  return {
    orderId: session.client_reference_id ?? session.metadata?.order_id ?? null,
    paymentId: idOf(session.payment_intent),
    total: session.amount_total !== null && session.currency ? money(session.amount_total, session.currency) : null,
    email: session.customer_details?.email ?? session.customer_email,
  }
}

function from(event: Stripe.Event): PaymentEvent {
  const head = { id: event.id, at: new Date(event.created * 1000) }
  const about = (session: Stripe.Checkout.Session) => ({ checkoutId: session.id, ...checkout(session) })
  switch (event.type) {
    case "checkout.session.completed":
      // A bank debit completes the checkout days before the money is there.
      return { ...head, type: event.data.object.payment_status === "unpaid" ? "async_pending" : "paid", ...about(event.data.object) }
    case "checkout.session.async_payment_succeeded":
      return { ...head, type: "paid", ...about(event.data.object) }
    case "checkout.session.async_payment_failed":
      return { ...head, type: "async_failed", ...about(event.data.object) }
    case "checkout.session.expired":
      return { ...head, type: "expired", ...about(event.data.object) }
    // refund.* and not charge.refunded: only these name the refund, so that two partial ones are two facts.
    case "refund.created":
    case "refund.updated":
    case "refund.failed": {
      const refund = event.data.object
      const facts = { refundId: refund.id, paymentId: idOf(refund.payment_intent), amount: money(refund.amount, refund.currency) }
      return { ...head, type: "refunded", ...facts, status: refundStatus(refund.status) }
    }
    case "charge.dispute.created":
    case "charge.dispute.closed": {
      const dispute = event.data.object
      const outcome = dispute.status === "won" ? "won" : dispute.status === "lost" ? "lost" : "open"
      const facts = { disputeId: dispute.id, paymentId: idOf(dispute.payment_intent), amount: money(dispute.amount, dispute.currency) }
      return { ...head, type: "disputed", ...facts, reason: dispute.reason, outcome }
    }
    default:
      return { ...head, type: "ignored", name: event.type }
  }
}

/** Stripe's objects in the words of the port. */
export const paymentEvent = { from, checkout, money }
