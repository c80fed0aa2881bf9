import type { Money } from "#schemas/money.ts"

const digits = (currency: string) =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2

/** 1400 USD → 14. Currencies without minor units (JPY) keep their amount. */
export function majorUnits({ amount, currency }: Money): number {
  return amount / 10 ** digits(currency)
}

export function minorUnits(major: number, currency: string): number {
  return Math.round(major * 10 ** digits(currency))
}

export function formatMoney(money: Money, locale = "en-US"): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: money.currency }).format(majorUnits(money))
}
