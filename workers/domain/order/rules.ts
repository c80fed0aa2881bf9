/** Days after payment in which a buyer may have the money back (seeds/policies/pages/refunds.md says the same). */
export const refundDays = 14
/** Signed download links live this long; the order page makes new ones. */
export const downloadHours = 24

export type Refundable = { status: string; total: number; refunded: number; paidAt: Date | null }
export type RefundRuling = { allowed: true; amount: number } | { allowed: false; reason: string }

/** What may be paid back: never more than was paid, within the window unless a person decides otherwise. */
export function ruleRefund(order: Refundable, asked: number | undefined, now: Date, byPerson: boolean): RefundRuling {
  if (order.status !== "paid" && order.status !== "disputed")
    return { allowed: false, reason: `The order is ${order.status}, so there is nothing to pay back.` }
  const rest = order.total - order.refunded
  if (rest <= 0) return { allowed: false, reason: "All of it was paid back already." }
  const amount = asked ?? rest
  if (amount > rest) return { allowed: false, reason: `Only ${rest} minor units are left to pay back.` }
  const age = order.paidAt ? (now.getTime() - order.paidAt.getTime()) / 86_400_000 : 0
  if (age > refundDays && !byPerson)
    return { allowed: false, reason: `The ${refundDays} days for refunds are over; a person has to decide.` }
  return { allowed: true, amount }
}
