import type { Bill } from "#workers/adapters/payments/payments.ts"
import { credit, debit, type Posting } from "#workers/domain/ledger/index.ts"

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

type Parts = { subtotal: number; discount: number; tax: number; total: number }

/**
 * What was charged, part by part. The provider's bill is believed when it adds up and is about the same goods; otherwise the difference
 * to what was ordered is tax when it is more, and a discount when it is less.
 */
export function partsOf(subtotal: number, charged: number, bill: Bill | null | undefined): Parts {
  if (bill && bill.subtotal === subtotal && subtotal - bill.discount + bill.tax === charged)
    return { subtotal, discount: bill.discount, tax: bill.tax, total: charged }
  return { subtotal, discount: Math.max(0, subtotal - charged), tax: Math.max(0, charged - subtotal), total: charged }
}

export const taxAccount = (country: string | null) => (country ? (`tax-payable:${country}` as const) : ("tax-payable" as const))

/** The sale in the books: the provider owes us the total; the goods are earned, the tax belongs to the country. */
export function salePostings(order: Parts & { currency: string; taxCountry: string | null }, provider: string): Posting[] {
  const money = (amount: number) => ({ amount, currency: order.currency })
  return [
    debit(`receivable:${provider}`, money(order.total)),
    debit("discounts", money(order.discount)),
    credit("revenue:storefront", money(order.subtotal)),
    credit(taxAccount(order.taxCountry), money(order.tax)),
  ]
}
