import type Stripe from "stripe"
import { emit } from "./events.ts"
import { readParams } from "./params.ts"
import { invalid, noSuch } from "./refusal.ts"
import { makeSession, type Session } from "./session-object.ts"
import { SessionParams, unplayed } from "./session-params.ts"
import type { StripeStore } from "./store.ts"

/** The least that Stripe charges, in minor units, for the currencies that differ from 50. */
const smallest: Record<string, number> = { gbp: 30, jpy: 50, dkk: 250, nok: 300, sek: 300, mxn: 1000, huf: 17_500, czk: 1500, pln: 200 }

/** POST /v1/checkout/sessions */
export function createSession(store: StripeStore, body: string, origin: string): Session {
  const params = readParams(SessionParams, body, unplayed)
  const at = store.seconds()
  check(params, at)
  const { session, lines } = makeSession(params, at, origin)
  store.lines.put(session.id, lines)
  store.pictures.put(
    session.id,
    params.line_items.map((line) => line.price_data.product_data.images[0] ?? null),
  )
  store.intentMetadata.put(session.id, params.payment_intent_data?.metadata ?? {})
  store.ground.wakeAt(session.expires_at * 1000)
  return store.sessions.put(session.id, session)
}

function check(params: SessionParams, at: number): void {
  const currencies = new Set(params.line_items.map((line) => line.price_data.currency.toLowerCase()))
  const [currency = "usd"] = currencies
  if (currencies.size > 1) throw invalid("All line items must have the same currency.", { param: "line_items" })
  if (params.expires_at !== undefined && (params.expires_at < at + 1790 || params.expires_at > at + 86_410)) {
    const message = "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours after Checkout Session creation."
    throw invalid(message, { param: "expires_at" })
  }
  const total = params.line_items.reduce((sum, line) => sum + line.price_data.unit_amount * line.quantity, 0)
  const least = smallest[currency] ?? 50
  if (total > 0 && total < least) {
    const message = `The Checkout Session's total amount must convert to at least ${(least / 100).toFixed(2)} ${currency}.`
    throw invalid(message, { code: "amount_too_small", param: "line_items" })
  }
}

export function getSession(store: StripeStore, id: string): Session {
  const session = store.sessions.get(id)
  if (!session) throw noSuch("checkout.session", id, "session")
  return session.status === "open" && session.expires_at <= store.seconds() ? close(store, session) : session
}

/** POST /v1/checkout/sessions/{id}/expire */
export function expireSession(store: StripeStore, id: string): Session {
  const session = getSession(store, id)
  if (session.status === "open") return close(store, session)
  throw invalid(
    `This Session is not in an expireable state. Only \`open\` Sessions can be expired. This Session's status is '${session.status}'.`,
  )
}

function close(store: StripeStore, session: Session): Session {
  const expired = store.sessions.put(session.id, { ...session, status: "expired", url: null })
  emit(store, "checkout.session.expired", expired)
  return expired
}

/** Closes the sessions whose time is over and asks to be woken for the next. */
export function expireDue(store: StripeStore): void {
  const open = store.sessions.all().filter((session) => session.status === "open")
  for (const session of open) getSession(store, session.id)
  const next = open.map((session) => session.expires_at * 1000).filter((time) => time > store.ground.now())
  if (next.length) store.ground.wakeAt(Math.min(...next))
}

export function lineItems(store: StripeStore, id: string): Stripe.LineItem[] {
  return store.lines.get(getSession(store, id).id) ?? []
}
