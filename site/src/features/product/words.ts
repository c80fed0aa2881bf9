import type { Money } from "#schemas/money.ts"

const locale = "en-US"

/** `{ amount: 1400, currency: "USD" }` → `$14.00`; `$0` keeps its cents so that columns line up. */
export function price({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** The amount in major units as a decimal string, as schema.org wants it: `14.00`. */
export function decimalPrice({ amount, currency }: Money): string {
  const digits = new Intl.NumberFormat(locale, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  return (amount / 10 ** digits).toFixed(digits)
}

export const figure = (value: number): string => new Intl.NumberFormat(locale).format(value)

/** Bytes as file managers say them, in powers of 1000: `61 kB`, `2.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`
}

export const day = (iso: string): string => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(iso))

export const moment = (iso: string): string =>
  `${new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(new Date(iso))} UTC`

/** `1, "page"` → `1 page`; `4102, "links"` → `4,102 links`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${figure(count)} ${count === 1 ? one : many}`

const formats: Record<string, string> = {
  "application/pdf": "PDF",
  "application/epub+zip": "EPUB",
  "application/zip": "ZIP",
  "application/json": "JSON",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
  "text/markdown": "Markdown",
  "text/csv": "CSV",
  "text/plain": "Text",
  "image/svg+xml": "SVG",
  "image/png": "PNG",
}

/** `text/csv; charset=utf-8` → `CSV`; a media type that is not known stays as it is. */
export const formatName = (mediaType: string): string => formats[(mediaType.split(";")[0] ?? "").trim()] ?? mediaType

/** A person's words are shown as paragraphs; one blank line parts them. */
export const paragraphs = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
