import { invalidField } from "#workers/errors.ts"
import { rowsOf } from "./csv.ts"
import { addressesModel, plain } from "./plain.ts"
import { emptyReading, type Reading } from "./source.ts"

/** Reads Google Trends' multiTimeline.csv: a preamble, an empty line, a header `Week,term: (Region),…`, then one row a week. */
export function readTrends(text: string): Reading {
  const start = text.search(/^\uFEFF?(?:week|day|month|time)[,;\t]/im)
  if (start < 0) throw invalidField("text", "The trends export has no header that begins with Week, Day, Month or Time.")
  const [header = [], ...rows] = rowsOf(text.slice(start))
  const weeks = rows.filter((row) => /^\d{4}-\d{2}/.test(row[0] ?? ""))
  if (weeks.length < 8) throw invalidField("text", `The trends export has ${weeks.length} rows; eight are needed to see a direction.`)
  const ragged = weeks.find((row) => row.length !== header.length)
  if (ragged) throw invalidField("text", `The row of ${ragged[0] ?? ""} has ${ragged.length} columns, the header has ${header.length}.`)
  const reading = emptyReading("trends")
  for (const [index, name] of header.entries()) {
    if (index === 0 || /ispartial/i.test(name)) continue
    const [, term = "", region = ""] = /^(.*?)(?::\s*\(([^)]*)\))?$/.exec(name) ?? []
    const keyword = plain(term, 60)
    if (addressesModel(name))
      reading.dropped.push({
        title: "a search term",
        cause: "speaks-to-model",
        reason: "It speaks to a model instead of describing something.",
      })
    else if (keyword.length > 1)
      reading.trends.push({
        keyword,
        region: plain(region, 40),
        levels: weeks.map((row) => level(row[index] ?? "")),
        days: weeks.map((row) => row[0] ?? ""),
      })
  }
  if (reading.trends.length + reading.dropped.length === 0) throw invalidField("text", "The trends export names no search term.")
  return reading
}

/** Google writes `<1` for interest that is there but below one. */
function level(cell: string): number {
  const value = cell.startsWith("<") ? 0.5 : Number(cell)
  if (!Number.isFinite(value) || value < 0 || value > 100)
    throw invalidField("text", `"${cell.slice(0, 20)}" is no level of interest between 0 and 100.`)
  return value
}
