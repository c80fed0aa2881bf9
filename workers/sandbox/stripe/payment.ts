import type Stripe from "stripe"
import { feeOf, move } from "./balance.ts"
import { choose, choiceOf, redeem } from "./bill.ts"
import type { Verdict } from "./cards.ts"
import { openDispute } from "./disputes.ts"
import { emit } from "./events.ts"
import { makeCharge, makeIntent, type Buyer, type Means } from "./payment-objects.ts"
import type { Session } from "./session-object.ts"
import type { Pending, StripeStore } from "./store.ts"

type Attempt = { session: Session; buyer: Buyer; means: Means }

function intentOf(store: StripeStore, session: Session): Stripe.PaymentIntent {
  const known = typeof session.payment_intent === "string" ? store.intents.get(session.payment_intent) : null
  // A code or a country that was chosen between two tries changes what is asked for.
  if (known)
    return known.amount === session.amount_total ? known : store.intents.put(known.id, { ...known, amount: session.amount_total ?? 0 })
  const metadata = store.intentMetadata.get(session.id) ?? {}
  const intent = makeIntent(store.seconds(), session.amount_total ?? 0, session.currency ?? "usd", metadata)
  store.sessions.put(session.id, { ...session, payment_intent: intent.id })
  emit(store, "payment_intent.created", store.intents.put(intent.id, intent))
  return intent
}

/** Plays the card's verdict. Answers what the page must say: nothing, a challenge, or the decline. */
export function payByCard(store: StripeStore, attempt: Attempt, verdict: Verdict): Verdict {
  const intent = intentOf(store, attempt.session)
  if (verdict.kind === "declined") return decline(store, attempt, intent, verdict)
  if (verdict.kind === "challenge") {
    const { session, buyer, means } = attempt
    store.challenges.put(session.id, { session: session.id, at: store.ground.now(), outcome: "succeeds", buyer, means })
    emit(store, "payment_intent.requires_action", store.intents.put(intent.id, { ...intent, status: "requires_action" }))
    return verdict
  }
  const charge = succeed(store, attempt, intent)
  complete(store, attempt, "paid")
  if (verdict.kind === "disputed") openDispute(store, charge, verdict.reason)
  return verdict
}

/** A bank debit: the checkout is complete now, the money arrives or fails later. */
export function payByBank(store: StripeStore, attempt: Attempt, outcome: Pending["outcome"]): void {
  const intent = intentOf(store, attempt.session)
  emit(store, "payment_intent.processing", store.intents.put(intent.id, { ...intent, status: "processing" }))
  complete(store, attempt, "unpaid")
  const at = store.ground.now() + 1000 * Number(store.ground.vars.BANK_DEBIT_SECONDS ?? 5)
  store.settling.put(attempt.session.id, { session: attempt.session.id, at, outcome, buyer: attempt.buyer, means: attempt.means })
  store.ground.wakeAt(at)
}

/** The shopper's answer to the 3-D Secure question. */
export function answerChallenge(store: StripeStore, session: Session, pending: Pending, passed: boolean): Verdict {
  store.challenges.drop(session.id)
  const attempt = { session, buyer: pending.buyer, means: pending.means }
  if (passed) return payByCard(store, attempt, { kind: "approved" })
  const message = "We are unable to authenticate your payment method. Please choose a different payment method and try again."
  return payByCard(store, attempt, { kind: "declined", code: "payment_intent_authentication_failure", message })
}

/** The bank has sent the money of a debit, or not. */
export function settle(store: StripeStore, { session: id, outcome, buyer, means }: Pending): void {
  store.settling.drop(id)
  const session = store.sessions.get(id)
  if (!session) return
  const attempt = { session, buyer, means }
  const intent = intentOf(store, session)
  if (outcome === "succeeds") {
    succeed(store, attempt, intent)
    return emit(store, "checkout.session.async_payment_succeeded", store.sessions.put(id, { ...session, payment_status: "paid" }))
  }
  const message = "The customer's bank account has been closed."
  decline(store, attempt, intent, { kind: "declined", code: "account_closed", message })
  emit(store, "checkout.session.async_payment_failed", session)
}

function succeed(store: StripeStore, { session, buyer, means }: Attempt, intent: Stripe.PaymentIntent): Stripe.Charge {
  const made = makeCharge({ at: store.seconds(), intent, buyer, means })
  const type = means.kind === "card" ? ("charge" as const) : ("payment" as const)
  const earned = { type, category: "charge", amount: made.amount, fee: feeOf(made), currency: made.currency, source: made.id }
  const shown = session.presentment_details ? { presentment_details: session.presentment_details } : {}
  const charge = { ...made, ...shown, balance_transaction: move(store, { ...earned, description: intent.id }).id }
  emit(store, "charge.succeeded", store.charges.put(charge.id, charge))
  const paid: Stripe.PaymentIntent = {
    ...intent,
    status: "succeeded",
    amount_received: intent.amount,
    latest_charge: charge.id,
    payment_method: charge.payment_method,
    last_payment_error: null,
  }
  emit(store, "payment_intent.succeeded", store.intents.put(intent.id, paid))
  return charge
}

function decline<V extends Verdict & { kind: "declined" }>(
  store: StripeStore,
  { buyer, means }: Attempt,
  intent: Stripe.PaymentIntent,
  verdict: V,
): V {
  const { code, message, declineCode } = verdict
  const charge = makeCharge({ at: store.seconds(), intent, buyer, means, failure: { code, message } })
  emit(store, "charge.failed", store.charges.put(charge.id, charge))
  const last_payment_error = { type: "card_error" as const, code, message, decline_code: declineCode, charge: charge.id }
  const failed: Stripe.PaymentIntent = { ...intent, status: "requires_payment_method", last_payment_error, latest_charge: charge.id }
  emit(store, "payment_intent.payment_failed", store.intents.put(intent.id, failed))
  return verdict
}

function complete(store: StripeStore, { session, buyer }: Attempt, payment_status: Session["payment_status"]): void {
  const known = store.sessions.get(session.id) ?? session
  const address = { city: null, country: buyer.country, line1: null, line2: null, postal_code: null, state: null }
  const who = { email: buyer.email, name: buyer.name, individual_name: null, business_name: null, phone: null }
  const customer_details = { ...who, address, tax_exempt: "none" as const, tax_ids: [] }
  const done: Session = { ...known, status: "complete", payment_status, customer_details, url: null }
  redeem(store, done)
  emit(store, "checkout.session.completed", store.sessions.put(session.id, done))
}

/** An order that a code made free: complete without a payment. */
export function completeFree(store: StripeStore, session: Session, buyer: Buyer): void {
  complete(store, { session, buyer, means: { kind: "us_bank_account", last4: "" } }, "no_payment_required")
}

/** The total for the country that the buyer has named. */
export const locate = (store: StripeStore, session: Session, country: string): Session =>
  choose(store, session, { ...choiceOf(store, session), country })
