import type Stripe from "stripe"

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
