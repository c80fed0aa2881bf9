import type { Choice } from "./bill.ts"
import type { Session } from "./session-object.ts"

const euro = ["AT", "BE", "DE", "ES", "FI", "FR", "IE", "IT", "NL", "PT"]
const local: Record<string, string> = {
  AU: "aud", CA: "cad", GB: "gbp", IN: "inr", JP: "jpy", NZ: "nzd", SE: "sek", US: "usd", ...Object.fromEntries(euro.map((code) => [code, "eur"])),
} // prettier-ignore
/** Made-up mid rates: units of the currency for one US dollar. */
const perDollar: Record<string, number> = { aud: 1.52, cad: 1.37, eur: 0.92, gbp: 0.79, inr: 84, jpy: 152, nzd: 1.68, sek: 10.6, usd: 1 }
/** What Stripe takes from the buyer for the conversion, as part of the rate. */
const conversionFee = 0.04

/** What the buyer pays in the currency of their country, under Adaptive Pricing; null when it is the shop's own or nothing is known. */
export function localPrice(session: Session, { country }: Choice): { amount: number; currency: string } | null {
  const currency = country ? local[country] : undefined
  const own = session.currency ?? "usd"
  const [from, to] = [perDollar[own], currency ? perDollar[currency] : undefined]
  if (!session.adaptive_pricing?.enabled || !currency || currency === own || !from || !to || !session.amount_total) return null
  const major = (session.amount_total / unitsOf(own) / from) * to * (1 + conversionFee)
  return { amount: Math.round(major * unitsOf(currency)), currency }
}

const unitsOf = (currency: string) => (currency === "jpy" ? 1 : 100)

/** The session with what the buyer has chosen to see and pay; the shop's own amounts stay as they are. */
export function presented(session: Session, choice: Choice): Session {
  const { presentment_details: _before, ...plain } = session
  const price = choice.local ? localPrice(session, choice) : null
  return price ? { ...plain, presentment_details: { presentment_amount: price.amount, presentment_currency: price.currency } } : plain
}
