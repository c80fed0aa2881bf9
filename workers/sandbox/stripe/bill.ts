import type Stripe from "stripe"
import { presented } from "./presentment.ts"
import type { Session } from "./session-object.ts"
import type { StripeStore } from "./store.ts"

/** What decides the total beside the goods: where the buyer is, the code that was typed in, and whether to pay in the own currency. */
export type Choice = { country: string | null; promotion: string | null; local?: boolean }

/** Tax on electronically supplied services, in percent, for sellers who are registered everywhere. Places that are not listed take none. */
const rates: Record<string, number> = {
  AU: 10, CA: 5, DE: 19, ES: 21, FR: 20, GB: 20, IE: 23, IN: 18, IT: 22, JP: 10, NL: 21, NZ: 15, SE: 25,
} // prettier-ignore

/** The session and its lines with discount and tax worked out; tax is exclusive and rounded by line, as Stripe Tax does. */
export function priced(store: StripeStore, session: Session, choice: Choice): { session: Session; lines: Stripe.LineItem[] } {
  const kept = store.lines.get(session.id) ?? []
  const subtotal = kept.reduce((sum, line) => sum + line.amount_subtotal, 0)
  const code = choice.promotion ? store.promotions.get(choice.promotion) : null
  const coupon = code && couponOf(store, code)
  const off = coupon ? Math.min(subtotal, coupon.amount_off ?? Math.round((subtotal * (coupon.percent_off ?? 0)) / 100)) : 0
  const rate = session.automatic_tax.enabled && choice.country ? (rates[choice.country] ?? 0) : 0
  let given = 0
  const lines = kept.map((line, n) => {
    // The last line takes what rounding left, so that the parts are the whole.
    const amount_discount = n === kept.length - 1 ? off - given : Math.round((off * line.amount_subtotal) / Math.max(1, subtotal))
    given += amount_discount
    const net = line.amount_subtotal - amount_discount
    const amount_tax = Math.round((net * rate) / 100)
    return { ...line, amount_discount, amount_tax, amount_total: net + amount_tax }
  })
  const total = lines.reduce((sum, line) => sum + line.amount_total, 0)
  const amount_tax = lines.reduce((sum, line) => sum + line.amount_tax, 0)
  return {
    lines,
    session: {
      ...session,
      amount_subtotal: subtotal,
      amount_total: total,
      automatic_tax: { ...session.automatic_tax, status: taxStatus(session, choice) },
      discounts: code && coupon ? [{ coupon: coupon.id, promotion_code: code.id }] : [],
      payment_status: total === 0 ? "no_payment_required" : "unpaid",
      total_details: { amount_discount: off, amount_shipping: 0, amount_tax },
    },
  }
}

const taxStatus = ({ automatic_tax: { enabled } }: Session, { country }: Choice) =>
  enabled ? (country ? ("complete" as const) : ("requires_location_inputs" as const)) : null

export const couponOf = (store: StripeStore, { promotion }: Stripe.PromotionCode): Stripe.Coupon | null =>
  typeof promotion.coupon === "string" ? store.coupons.get(promotion.coupon) : promotion.coupon

/** Prices the session anew and keeps it. */
export function choose(store: StripeStore, session: Session, choice: Choice): Session {
  const { session: after, lines } = priced(store, session, choice)
  store.choices.put(session.id, choice)
  store.lines.put(session.id, lines)
  return store.sessions.put(session.id, presented(after, choice))
}

export const choiceOf = (store: StripeStore, { id }: Session): Choice => store.choices.get(id) ?? { country: null, promotion: null }

/** The code that was typed in, or why it does not count here, in Stripe's words. */
export function findCode(store: StripeStore, session: Session, typed: string): { promotion: Stripe.PromotionCode } | { fault: string } {
  const word = typed.trim().toUpperCase()
  const promotion = store.promotions.all().find((one) => one.active && one.code.toUpperCase() === word)
  const coupon = promotion && couponOf(store, promotion)
  const over = promotion?.expires_at && promotion.expires_at <= store.seconds()
  if (!promotion || !coupon?.valid || over) return { fault: "This code is invalid." }
  if (promotion.max_redemptions && promotion.times_redeemed >= promotion.max_redemptions) return { fault: "This code has been used up." }
  if (coupon.currency && coupon.currency !== session.currency) return { fault: "This code is for another currency." }
  const { minimum_amount: least } = promotion.restrictions
  if (least && (session.amount_subtotal ?? 0) < least) return { fault: "Your order is too small for this code." }
  return { promotion }
}

/** Counts the code as used, when the session is complete. */
export function redeem(store: StripeStore, session: Session): void {
  const { promotion: id } = choiceOf(store, session)
  const code = id ? store.promotions.get(id) : null
  const coupon = code && couponOf(store, code)
  if (!code || !coupon) return
  store.promotions.put(code.id, { ...code, times_redeemed: code.times_redeemed + 1 })
  store.coupons.put(coupon.id, { ...coupon, times_redeemed: coupon.times_redeemed + 1 })
}
