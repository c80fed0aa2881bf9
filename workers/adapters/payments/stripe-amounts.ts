import type { Money } from "#schemas/money.ts"
import { minorDigits } from "#workers/lib/money.ts"
import { PaymentError } from "./payments.ts"

// https://docs.stripe.com/currencies: these count in whole units or in thousandths, every other one in hundredths, also ISK and UGX.
const whole = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "))
const thousandths = new Set(["BHD", "JOD", "KWD", "OMR", "TND"])
const stripeDigits = (currency: string) => (whole.has(currency) ? 0 : thousandths.has(currency) ? 3 : 2)

/** Our minor units as Stripe counts them. Refuses what Stripe cannot charge: thousandths that do not end in 0. */
export function toStripe({ amount, currency }: Money): number {
  const shift = stripeDigits(currency) - minorDigits(currency)
  const there = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift
  if (!Number.isInteger(there) || (thousandths.has(currency) && there % 10 !== 0))
    throw new PaymentError(
      "amount_not_chargeable",
      `${amount} minor units of ${currency} cannot be charged: cards know no smaller coin.`,
      false,
      "amount",
    )
  return there
}

/** Stripe's amount in our minor units; negative amounts keep their sign. */
export function fromStripe(amount: number, currency: string): { amount: number; currency: string } {
  const code = currency.toUpperCase()
  const shift = minorDigits(code) - stripeDigits(code)
  return { amount: shift >= 0 ? amount * 10 ** shift : Math.round(amount / 10 ** -shift), currency: code }
}
