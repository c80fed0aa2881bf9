import { invalidField } from "#workers/errors.ts"
import { keywordHeader } from "./keywords.ts"
import type { Format } from "./source.ts"

/** Control characters other than white space, and the sign for bytes that were not UTF-8. */
const controls = /[^\P{Cc}\t\n\f\v\r]|\u{fffd}/gu

/** What kind of source this is, by what stands in it first and by its name second. Throws `invalid` on `text` for anything else. */
export function detectFormat(name: string, text: string): Format {
  const start = text.slice(0, 20_000).trimStart()
  const bad = start.match(controls)?.length ?? 0
  if (start.includes("\u0000") || bad > start.length / 100) throw invalidField("text", "This is not text; send the file as UTF-8 text.")
  if (start === "") throw invalidField("text", "The source is empty.")
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase()
  if (/^<(?:!doctype|html|\?xml|rss|svg)/i.test(start)) throw invalidField("text", "HTML and XML are not read; send Markdown, CSV or JSON.")
  if (ending === "jsonl" || /^\{.*\}\n\{/.test(start))
    throw invalidField("text", "JSON Lines hold documents or conversations; a directory is one JSON list.")
  if (/^[[{]/.test(start) && (ending === "json" || !/^\[[^\]]*\]\(/.test(start))) return "json"
  if (isTrends(start)) return "trends-csv"
  if (/^[^\n]*\b(?:instruction|utterance)\b[^\n]*\bintent\b/i.test(start))
    throw invalidField(
      "text",
      "These are conversations of a support desk: they say what its customers complain about, not what people look for.",
    )
  if (ending !== "md" && !isTable(start) && keywordHeader(start.split("\n")) >= 0) return "keywords-csv"
  if (ending === "csv" || ending === "tsv" || (ending !== "md" && isTable(start))) return "listings-csv"
  if (ending === "json") throw invalidField("text", "The name says JSON but the text does not begin with [ or {.")
  if (ending === "md" || ending === "markdown" || /^#{1,6} |^\s*[-*+] |^\|.*\|/m.test(start)) return "markdown"
  throw invalidField("text", "Send an awesome list (Markdown), a listings, keyword or Google Trends export (CSV), or JSON.")
}

const isTrends = (start: string): boolean =>
  /^(?:week|day|month|time)[,;\t]/im.test(start.slice(0, 2000)) && /^\d{4}-\d{2}(?:-\d{2})?/m.test(start)

function isTable(start: string): boolean {
  const header = start.split("\n", 1)[0] ?? ""
  return /^"?[a-z][^\n]*[,;\t]/i.test(header) && /(?:^|[,;\t"])\s*"?(?:title|name|handle)"?\s*(?:[,;\t]|$)/im.test(header)
}
