import type { WorkbookContent } from "#schemas/content/workbook.ts"
import type { Evaluated } from "./evaluate.ts"
import { letters, names, rowFormula } from "./formula.ts"
import { type Grid, newGrid, put, putAcross } from "./grid.ts"
import { firstEntryRow, firstLogColumn, type Layout } from "./layout.ts"

type Log = WorkbookContent["logs"][number]

/** One log: headings, sample rows, and formulas, choices and checks down to its capacity. */
export function logSheet(log: Log, values: Evaluated, layout: Layout): Grid {
  const grid = newGrid(layout.logs[log.key] ?? log.name, [9, ...log.columns.map((column) => widthOf(column, log))], log.columns.length > 6)
  const last = firstLogColumn + log.columns.length - 1
  putAcross(grid, 0, 0, last, { value: log.name, look: "title" })
  putAcross(grid, 1, 0, last, { value: log.about, look: "subtitle" })
  const hint = log.columns.some((column) => column.calc)
    ? "Rows marked “sample” show how it works: type over them or clear their white cells, and clear the mark. Tinted columns are formulas."
    : "Rows marked “sample” show how it works: type over them or clear them, and clear the mark."
  putAcross(grid, 2, 0, last, { value: hint, look: "note" })
  put(grid, firstEntryRow - 1, 0, { value: "Mark", look: "header" })
  log.columns.forEach((column, n) =>
    put(grid, firstEntryRow - 1, firstLogColumn + n, { value: column.label, look: column.calc ? "headerCalc" : "header" }),
  )
  grid.heights.set(firstEntryRow - 1, log.columns.some((column, n) => column.label.length > (grid.widths[n + 1] ?? 0) - 2) ? 36 : 23)
  addEntries(grid, log, values)
  addChecks(grid, log)
  grid.frozen = firstEntryRow
  grid.printTitle = firstEntryRow - 1
  grid.onePage = false
  return grid
}

function addEntries(grid: Grid, log: Log, values: Evaluated) {
  const rows = values.logs[log.key] ?? []
  for (let n = 0; n < log.capacity; n++) {
    const row = firstEntryRow + n
    const sample = n < rows.length
    put(grid, row, 0, { value: sample ? "sample" : null, look: "sample" })
    log.columns.forEach((column, c) => {
      const value = rows[n]?.[column.key] ?? null
      const address = (key: string) => `${letters(firstLogColumn + log.columns.findIndex((each) => each.key === key))}${row + 1}`
      put(grid, row, firstLogColumn + c, {
        value,
        look: column.calc ? "calc" : "cell",
        format: column.format,
        faint: sample,
        ...(column.calc ? { formula: rowFormula(log, column.calc, address) } : {}),
      })
    })
  }
}

function addChecks(grid: Grid, log: Log) {
  const from = firstEntryRow + 1
  const to = firstEntryRow + log.capacity
  grid.rules.push({
    type: "expression",
    priority: 1,
    formula: `$A${from}="sample"`,
    range: `B${from}:${letters(log.columns.length)}${to}`,
    style: { font: { italic: true, color: { rgb: "6B7A73" } } },
  })
  log.columns.forEach((column, n) => {
    if (column.calc) return
    const letter = letters(firstLogColumn + n)
    const base = { range: `${letter}${from}:${letter}${to}`, allowBlank: true, showErrorMessage: true }
    if (column.choices?.length)
      grid.validations.push({
        ...base,
        type: "list",
        formula1: names.choices(log.key, column.key),
        errorStyle: "stop",
        errorTitle: column.label,
        errorMessage: "Pick one from the list. The sheet Lists holds the choices.",
      })
    else if (column.format === "date")
      grid.validations.push({
        ...base,
        type: "date",
        operator: "greaterThan",
        formula1: "61",
        errorStyle: "stop",
        errorTitle: column.label,
        errorMessage: "Type a date, such as 2026-03-01.",
      })
    else if (column.format !== "text")
      grid.validations.push({
        ...base,
        type: "decimal",
        operator: "between",
        formula1: "-1000000000000",
        formula2: "1000000000000",
        errorStyle: "stop",
        errorTitle: column.label,
        errorMessage: "Type a number.",
      })
  })
}

/** Wide enough for the heading over two lines, the samples and the format; in characters. */
function widthOf(column: Log["columns"][number], log: Log): number {
  const longest = Math.max(
    0,
    ...(column.choices ?? []).map((choice) => choice.length),
    ...log.rows.map((row) => String(row[column.key] ?? "").length),
  )
  const least = { text: 14, date: 13, integer: 10, decimal: 11, money: 15, percent: 10 }[column.format]
  const heading = Math.max(...column.label.split(" ").map((word) => word.length), Math.ceil(column.label.length * 0.62)) + 3
  return Math.min(column.format === "text" ? 58 : 24, Math.max(least, heading, column.format === "text" ? longest + 3 : 0))
}
