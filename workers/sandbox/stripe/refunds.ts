import { z } from "zod"
import type Stripe from "stripe"
import { move } from "./balance.ts"
import { lateRefunds } from "./cards.ts"
import { emit } from "./events.ts"
import { int, metadata, readParams, text } from "./params.ts"
import { invalid, noSuch } from "./refusal.ts"
import { makeRefund } from "./refund-objects.ts"
import type { StripeStore } from "./store.ts"

const RefundParams = z.strictObject({
  payment_intent: text().optional(),
  charge: text().optional(),
  amount: int().pipe(z.number().min(1)).optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  metadata: metadata(),
  expand: z.array(text()).optional(),
})
const unplayed = ["currency", "customer", "instructions_email", "origin", "refund_application_fee", "reverse_transfer"]

/** POST /v1/refunds: whole or in parts, never more than was taken. */
export function createRefund(store: StripeStore, body: string, key: string | null): Stripe.Refund {
  const params = readParams(RefundParams, body, unplayed)
  const charge = chargeOf(store, params)
  const left = charge.amount_captured - charge.amount_refunded
  const amount = params.amount ?? left
  if (charge.disputed) throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: "charge_disputed" })
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" })
  if (amount > left) {
    const message = `Refund amount (${money(amount, charge)}) is greater than unrefunded amount on charge (${money(left, charge)})`
    throw invalid(message, { param: "amount" })
  }
  const late = lateRefunds[charge.payment_method_details?.card?.last4 ?? ""]
  const asked = { amount, status: late?.first ?? ("succeeded" as const), reason: params.reason, metadata: params.metadata }
  const made = makeRefund(store.seconds(), charge, asked)
  const paid = move(store, {
    type: "refund",
    category: "refund",
    amount: -amount,
    fee: 0,
    currency: charge.currency,
    source: made.id,
    description: `REFUND FOR CHARGE (${charge.id})`,
  })
  const refund = { ...made, balance_transaction: paid.id }
  if (late) {
    const at = store.ground.now() + 1000 * Number(store.ground.vars.BANK_DEBIT_SECONDS ?? 5)
    store.refunding.put(refund.id, { refund: refund.id, at, outcome: late.last })
    store.ground.wakeAt(at)
  }
  const amount_refunded = charge.amount_refunded + amount
  const after: Stripe.Charge = { ...charge, amount_refunded, refunded: amount_refunded === charge.amount }
  store.charges.put(charge.id, after)
  store.refunds.put(refund.id, refund)
  emit(store, "refund.created", refund, key)
  emit(store, "charge.refunded", after, key)
  return refund
}

const money = (amount: number, charge: Stripe.Charge) => `${(amount / 100).toFixed(2)} ${charge.currency}`

function chargeOf(store: StripeStore, params: { payment_intent?: string; charge?: string }): Stripe.Charge {
  if (params.charge) {
    const charge = store.charges.get(params.charge)
    if (!charge) throw noSuch("charge", params.charge, "charge")
    return charge
  }
  if (!params.payment_intent) {
    const message = "One of the following params should be provided for this request: payment_intent or charge."
    throw invalid(message, { code: "parameter_missing" })
  }
  const intent = store.intents.get(params.payment_intent)
  if (!intent) throw noSuch("payment_intent", params.payment_intent, "payment_intent")
  const charge = typeof intent.latest_charge === "string" ? store.charges.get(intent.latest_charge) : null
  if (charge?.paid) return charge
  throw invalid("This PaymentIntent does not have a successful charge to refund.", {
    code: "charge_not_refundable",
    param: "payment_intent",
  })
}

/** The bank has taken the money of a refund, or sent it back. */
export function finishRefunds(store: StripeStore): void {
  const now = store.ground.now()
  for (const { refund: id, at, outcome } of store.refunding.all()) {
    const refund = at <= now ? store.refunds.get(id) : null
    if (!refund) continue
    store.refunding.drop(id)
    if (outcome === "failed") bounce(store, refund)
    else emit(store, "refund.updated", store.refunds.put(id, { ...refund, status: "succeeded" }))
  }
  const next = store.refunding.all().map(({ at }) => at)
  if (next.length) store.ground.wakeAt(Math.min(...next))
}

function bounce(store: StripeStore, refund: Stripe.Refund): void {
  const back = move(store, {
    type: "refund_failure",
    category: "refund_failure",
    amount: refund.amount,
    fee: 0,
    currency: refund.currency,
    source: refund.id,
    description: "REFUND FAILURE",
  })
  const charge = typeof refund.charge === "string" ? store.charges.get(refund.charge) : null
  if (charge) store.charges.put(charge.id, { ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false })
  const failure = { failure_balance_transaction: back.id, failure_reason: "expired_or_canceled_card" }
  const failed = store.refunds.put(refund.id, { ...refund, ...failure, status: "failed" })
  emit(store, "refund.updated", failed)
  emit(store, "refund.failed", failed)
}
