import { invalidField } from "#workers/errors.ts"
import { numberOf, rowsOf } from "./csv.ts"
import { addressesModel, plain } from "./plain.ts"
import { emptyReading, type Reading } from "./source.ts"

const columns = {
  term: ["keyword", "keywords", "search term", "search terms", "search query", "query", "top queries", "term", "phrase"],
  volume: [
    "avg. monthly searches",
    "average monthly searches",
    "monthly searches",
    "search volume",
    "volume",
    "searches",
    "impressions",
    "count",
  ],
  competition: ["competition (indexed value)", "competition", "keyword difficulty", "difficulty", "kd", "kd %"],
  change: ["yoy change", "three month change", "change", "growth"],
  group: ["query_class", "query class", "class", "parent topic", "topic", "ad group", "group", "category"],
} as const satisfies Record<string, readonly string[]>
const levels: Record<string, number> = { low: 20, medium: 50, high: 85 }
/** Exports have a title and a period above the header. */
const mostPreamble = 5

/** The row of the header, when one of the first rows names a column of search terms. */
export function keywordHeader(lines: readonly string[]): number {
  return lines.slice(0, mostPreamble + 1).findIndex((line) => {
    const cells = line.split(/[,;\t]/).map((cell) => cell.replaceAll('"', "").trim().toLowerCase())
    return cells.length > 1 && cells.some((cell) => columns.term.some((name) => name === cell))
  })
}

/** Reads a keyword planner's export or a log of searches: a column of terms, and what it has of volume, competition, change and class. */
export function readKeywords(text: string): Reading {
  const lines = text.replace(/^\uFEFF/, "").split("\n")
  const start = keywordHeader(lines)
  if (start < 0) throw invalidField("text", "The CSV has no column called keyword, query or search term.")
  const [header = [], ...rows] = rowsOf(lines.slice(start).join("\n"))
  const names = header.map((name) => name.toLowerCase().trim())
  const at = (wanted: readonly string[]) => wanted.map((name) => names.indexOf(name)).find((index) => index >= 0) ?? -1
  const column = {
    term: at(columns.term),
    volume: at(columns.volume),
    competition: at(columns.competition),
    change: at(columns.change),
    group: at(columns.group),
  }
  const reading = emptyReading("searches")
  for (const [index, row] of rows.entries()) {
    const cell = (where: number) => (where < 0 ? "" : (row[where] ?? ""))
    const term = plain(cell(column.term), 80).toLowerCase()
    if (term.length < 2) continue
    if (addressesModel(row.join(" "))) {
      reading.dropped.push({
        title: "a search term",
        cause: "speaks-to-model",
        reason: "It speaks to a model instead of describing something.",
      })
      continue
    }
    reading.searches.push({
      term,
      // Several classes of one query stand beside each other; the first is the main one.
      group: plain(cell(column.group).split("|")[0] ?? "", 80) || null,
      volume: numberOf(cell(column.volume)),
      competition: levels[cell(column.competition).toLowerCase()] ?? numberOf(cell(column.competition)),
      change: changeOf(cell(column.change)),
      row: start + index + 2,
    })
  }
  return reading
}

/** `-12%`, `900 %`, `∞` (from nothing) and `0.35` alone, which is a share. */
function changeOf(cell: string): number | null {
  if (cell.includes("∞")) return 100
  const found = /-?\d+(?:[.,]\d+)?/.exec(cell)?.[0]
  if (found === undefined) return null
  const value = Number(found.replace(",", "."))
  return cell.includes("%") || Math.abs(value) > 5 ? value : value * 100
}
