/** A signed amount in the words of its currency: −$12.90, ¥300. */
export function ledgerPrice({ amount, currency }: { amount: number; currency: string }): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)).replace("-", "−")
}
