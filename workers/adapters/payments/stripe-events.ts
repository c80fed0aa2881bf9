import type Stripe from "stripe"
import type { PaymentEvent } from "./payments.ts"
import { checkoutFacts, disputeFacts, idOf, money, refundFacts, when } from "./stripe-objects.ts"

const attempts = {
  "payment_intent.succeeded": "succeeded",
  "payment_intent.payment_failed": "failed",
  "payment_intent.requires_action": "requires_action",
  "payment_intent.canceled": "canceled",
} as const

/** Every event that the shop acts on: a webhook endpoint asks for these and no others. */
export const stripeEventTypes = [
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "checkout.session.expired",
  ...(Object.keys(attempts) as (keyof typeof attempts)[]),
  "charge.refunded",
  "charge.refund.updated",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.funds_reinstated",
] as const satisfies Stripe.Event["type"][]

/** Stripe's event in the words of the port. */
export function paymentEvent(event: Stripe.Event): PaymentEvent {
  const head = { id: event.id, at: when(event.created) }
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
    case "payment_intent.succeeded":
    case "payment_intent.payment_failed":
    case "payment_intent.requires_action":
    case "payment_intent.canceled":
      return { ...head, type: "attempt", outcome: attempts[event.type], ...attempt(event.data.object) }
    // This one does not name the refund, and a charge can have several.
    case "charge.refunded": {
      const { payment_intent, amount_refunded, currency } = event.data.object
      return { ...head, type: "refunds_changed", paymentId: idOf(payment_intent), refunded: money(amount_refunded, currency) }
    }
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
    case "charge.refund.updated": {
      const { id: refundId, paymentId, amount, status } = refundFacts(event.data.object)
      return { ...head, type: "refunded", refundId, paymentId, amount, status }
    }
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.closed":
      return { ...head, type: "disputed", funds: null, ...disputeFacts(event.data.object) }
    case "charge.dispute.funds_withdrawn":
      return { ...head, type: "disputed", funds: "withdrawn", ...disputeFacts(event.data.object) }
    case "charge.dispute.funds_reinstated":
      return { ...head, type: "disputed", funds: "reinstated", ...disputeFacts(event.data.object) }
    default:
      return { ...head, type: "ignored", name: event.type }
  }
}

const about = (session: Stripe.Checkout.Session) => ({ checkoutId: session.id, ...checkoutFacts(session) })

const attempt = (intent: Stripe.PaymentIntent) => ({
  paymentId: intent.id,
  orderId: intent.metadata.order_id ?? null,
  reason: intent.last_payment_error?.message ?? intent.cancellation_reason ?? null,
})
