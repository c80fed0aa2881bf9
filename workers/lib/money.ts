import type { Money } from "#schemas/money.ts"

/** Decimal places of a currency: 2 for USD, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2

/** 1400 USD → 14. Currencies without minor units (JPY) keep their amount. */
export function majorUnits({ amount, currency }: Money): number {
  return amount / 10 ** minorDigits(currency)
}

export function minorUnits(major: number, currency: string): number {
  return Math.round(major * 10 ** minorDigits(currency))
}

export function formatMoney(money: Money, locale = "en-US"): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: money.currency }).format(majorUnits(money))
}
