import type Stripe from "stripe"
import { minorDigits } from "#workers/lib/money.ts"
import { fromStripe } from "./stripe-amounts.ts"

const title = (text: string) => text.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase())
const brands: Record<string, string> = { amex: "American Express", diners: "Diners Club", jcb: "JCB", unionpay: "UnionPay" }
const banks: Record<string, string> = {
  us_bank_account: "Bank debit",
  sepa_debit: "SEPA debit",
  bacs_debit: "Bacs debit",
  acss_debit: "Bank debit",
}

/** What was paid with, for a receipt: `Visa ending in 4242`, `Bank debit ending in 6789`, `Ideal`. */
export function methodName(charge: Stripe.Charge | null): string | null {
  const means = meansOf(charge)
  const shown = charge?.presentment_details
  // The bank statement shows the buyer's own currency, so the receipt names it.
  return means && shown ? `${means}, charged as ${asMoney(shown.presentment_amount, shown.presentment_currency)}` : means
}

function asMoney(amount: number, currency: string): string {
  const money = fromStripe(amount, currency)
  return new Intl.NumberFormat("en-US", { style: "currency", currency: money.currency }).format(
    money.amount / 10 ** minorDigits(money.currency),
  )
}

function meansOf(charge: Stripe.Charge | null): string | null {
  const details = charge?.payment_method_details
  if (!details) return null
  if (details.type === "card" && details.card) {
    const brand = details.card.brand ?? "card"
    const wallet = details.card.wallet ? `${title(details.card.wallet.type)}, ` : ""
    return `${wallet}${brands[brand] ?? title(brand)} ending in ${details.card.last4 ?? "••••"}`
  }
  const bank = details.us_bank_account ?? details.sepa_debit ?? details.bacs_debit ?? details.acss_debit
  return `${banks[details.type] ?? title(details.type)}${bank?.last4 ? ` ending in ${bank.last4}` : ""}`
}
