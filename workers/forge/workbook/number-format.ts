import type { Format } from "./grid.ts"
import type { Value } from "./evaluate.ts"
import { dateOf } from "./serial.ts"

type Currency = { symbol: string; digits: number }

function currencyOf(code: string): Currency {
  // An English reader's habits, whatever the currency: the symbol in front, a comma for thousands.
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency: code, currencyDisplay: "narrowSymbol" })
  const symbol = format.formatToParts(1).find((part) => part.type === "currency")?.value ?? code
  return { symbol: /^[A-Za-z]/.test(symbol) ? `${symbol} ` : symbol, digits: format.resolvedOptions().maximumFractionDigits ?? 2 }
}

/** The number format code of a cell in Excel's own notation. */
export function formatCode(format: Format, currency: string): string {
  if (format === "money") {
    const { symbol, digits } = currencyOf(currency)
    const number = `[$${symbol}]#,##0${digits > 0 ? `.${"0".repeat(digits)}` : ""}`
    return `${number};-${number}`
  }
  return { text: "General", date: "yyyy-mm-dd", month: "mmm yyyy", integer: "#,##0", decimal: "#,##0.00", percent: "0.0%" }[format]
}

/** What a spreadsheet shows for a value in that format. */
export function shown(value: Value, format: Format | undefined, currency: string): string {
  if (value === null) return ""
  if (typeof value === "string" || !format || format === "text") return String(value)
  if (format === "date") return dateOf(value).toISOString().slice(0, 10)
  if (format === "month") return dateOf(value).toLocaleDateString("en-US", { month: "short", year: "numeric", timeZone: "UTC" })
  if (format === "percent") return `${fixed(value * 100, 1)}%`
  if (format === "money") {
    const { symbol, digits } = currencyOf(currency)
    const number = fixed(Math.abs(value), digits)
    return `${value < 0 && /[1-9]/.test(number) ? "-" : ""}${symbol}${number}`
  }
  return fixed(value, format === "integer" ? 0 : 2)
}

function fixed(value: number, digits: number): string {
  // Spreadsheets round halves away from zero by their decimal digits, which toPrecision(15) restores.
  return Number(value.toPrecision(15)).toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
