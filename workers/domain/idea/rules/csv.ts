import { CsvError, parse } from "csv-parse/sync"
import { invalidField } from "#workers/errors.ts"
import { addressesModel, plain, safeUrl } from "./plain.ts"
import { emptyReading, type Entry, type Reading } from "./source.ts"

const mostRows = 20_000

/** The rows of a CSV, each as long as the file says; throws `invalid` on `text` with the line of the first fault. */
export function rowsOf(text: string): string[][] {
  try {
    const rows: unknown = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      to: mostRows,
    })
    return Array.isArray(rows) ? rows.filter(isRow) : []
  } catch (error) {
    if (error instanceof CsvError) throw invalidField("text", `The CSV cannot be read: ${error.message.slice(0, 160)}`)
    throw error
  }
}

const isRow = (row: unknown): row is string[] => Array.isArray(row) && row.every((cell) => typeof cell === "string")

function delimiterOf(text: string): string {
  const header =
    text
      .slice(0, 5000)
      .split("\n")
      .find((line) => /[,;\t]/.test(line)) ?? ""
  const count = (sign: string) => header.split(sign).length
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

const columns = {
  title: ["title", "name", "product name", "listing title", "product title"],
  url: ["url", "link", "listing url", "product url"],
  category: ["type", "product type", "category", "product category", "google shopping / google product category", "section"],
  tags: ["tags", "keywords", "tag"],
  price: ["price", "variant price", "amount"],
  popularity: ["favorites", "favourites", "num_favorers", "sales", "sold", "orders", "reviews", "views"],
} as const satisfies Record<string, readonly string[]>

/** Reads an export of listings: Etsy's, Shopify's, or any table with a title and a price, tags or category. */
export function readListings(text: string): Reading {
  const [header = [], ...rows] = rowsOf(text)
  const names = header.map((name) => name.toLowerCase().trim())
  const at = (wanted: readonly string[]) => wanted.map((name) => names.indexOf(name)).find((index) => index >= 0) ?? -1
  const column = {
    title: at(columns.title),
    url: at(columns.url),
    category: at(columns.category),
    tags: at(columns.tags),
    price: at(columns.price),
  }
  const popular = columns.popularity.map((name) => names.indexOf(name)).filter((index) => index >= 0)
  if (column.title < 0) throw invalidField("text", "The CSV has no column called title or name.")
  if (column.tags < 0 && column.price < 0 && column.category < 0)
    throw invalidField("text", "The CSV has none of the columns tags, type, category, price.")
  checkRagged(header.length, rows)
  const reading = emptyReading("shop")
  for (const row of rows) {
    const cell = (index: number) => (index < 0 ? "" : (row[index] ?? ""))
    const title = plain(cell(column.title), 140)
    // Shopify writes further variants and images of a product as rows without a title.
    if (title === "") continue
    if (addressesModel(row.join(" "))) {
      reading.dropped.push({
        title: "a listing",
        cause: "speaks-to-model",
        reason: "It speaks to a model instead of describing something.",
      })
      continue
    }
    const tags = tagsOf(cell(column.tags))
    const category = plain(cell(column.category).split(">").at(-1) ?? "", 80)
    const popularity = popular.reduce((sum, index) => sum + (numberOf(cell(index)) ?? 0), 0)
    const entry: Entry = {
      title,
      url: safeUrl(cell(column.url)),
      text: "",
      path: category ? [category] : [],
      tags,
      price: numberOf(cell(column.price)),
      popularity,
    }
    reading.entries.push(entry)
  }
  return reading
}

function checkRagged(width: number, rows: string[][]): void {
  const ragged = rows.filter((row) => row.length !== width).length
  if (ragged > rows.length / 10)
    throw invalidField(
      "text",
      `${ragged} of ${rows.length} rows of the CSV do not have ${width} columns as its header says; is a quote missing?`,
    )
}

export const tagsOf = (text: string): string[] =>
  text
    .split(/[,;|]/)
    .map((tag) => plain(tag.replaceAll("_", " "), 40).toLowerCase())
    .filter((tag) => tag.length > 1 && !addressesModel(tag))
    .slice(0, 30)

/** `US$ 1,299.00` → 1299; null when there is no number that a price can be. */
export function numberOf(text: string): number | null {
  const found = /\d[\d.,]*/.exec(text)?.[0]
  if (found === undefined) return null
  const value = Number(/,\d{1,2}$/.test(found) ? found.replaceAll(".", "").replace(",", ".") : found.replaceAll(",", ""))
  return Number.isFinite(value) && value >= 0 && value < 1e9 ? value : null
}
