/** How many decimals a currency has: 2 for USD, 0 for JPY, 3 for KWD. */
const digits = (currency: string) =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2

/** Minor units as the decimal text that vendors want: 1299 USD is "12.99". */
export const toDecimal = (amount: number, currency: string): string => (amount / 10 ** digits(currency)).toFixed(digits(currency))

/** The way back. */
export const fromDecimal = (text: string, currency: string): number => Math.round(Number(text) * 10 ** digits(currency))
