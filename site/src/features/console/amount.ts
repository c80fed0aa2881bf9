/** Minor units of an amount as a person types it (`12.50`, `1,200.00`); null when it is not one. */
export function minorUnits(typed: string, currency: string): number | null {
  const digits = new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  const plain = typed.trim().replace(/^[^\d.,-]+/, "")
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(plain)) return null
  const [whole = "", fraction = ""] = plain.replaceAll(",", "").split(".")
  if (fraction.length > digits) return null
  const amount = Number(whole + fraction.padEnd(digits, "0"))
  return Number.isSafeInteger(amount) ? amount : null
}
