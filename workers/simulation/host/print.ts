import type { Chapter } from "./chapter.ts"
import { describe } from "./described.ts"
import type { Report } from "./report.ts"
import type { Table } from "./words.ts"

const widest = 64
const mostRows = 14

const cut = (text: string) => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text)

/** Columns as wide as their widest cell; numbers stand to the right. What is too long for a console stands in the report's file. */
function lines({ title, says, columns, rows }: Table): string[] {
  const head = says ? `${title}. ${says}` : title
  if (rows.length === 0) return ["", head, "  none"]
  const shown = [columns.map(({ name }) => name), ...rows.slice(-mostRows).map((row) => row.map(cut))]
  const widths = columns.map((_, at) => Math.max(...shown.map((row) => (row[at] ?? "").length)))
  const left = rows.length - mostRows
  return [
    "",
    head,
    ...shown.map((row) =>
      `  ${row.map((cell, at) => (columns[at]?.is === "number" ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join("  ")}`.trimEnd(),
    ),
    ...(left > 0 ? [`  and ${left} before them: --report month.html shows all`] : []),
  ]
}

const chapter = ({ title, says, tables }: Chapter): string[] => ["", title, says, ...tables.flatMap(lines)]

/** The report for the console: the comparison, one world at length when there is one only, and the hashes. */
export function printed(report: Report): string {
  const { title, says, tables, chapters } = describe(report)
  const [only] = chapters
  return [
    `${title}. ${says}`,
    ...tables.flatMap(lines),
    ...(only && chapters.length === 1 ? chapter(only) : []),
    "",
    ...chapters.map(
      ({ title: name, hashes }) => `${name}: ledger ${hashes.ledger.slice(0, 16)}, decisions ${hashes.decisions.slice(0, 16)}`,
    ),
    "The market's parameters are assumptions: docs/simulation.md.",
  ].join("\n")
}
