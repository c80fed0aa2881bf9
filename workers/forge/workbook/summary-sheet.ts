import type { WorkbookContent } from "#schemas/content/workbook.ts"
import type { Evaluated, Value } from "./evaluate.ts"
import { aggregateFormula, letters, lineFormula, lineReference, names, quoted, sheetRef } from "./formula.ts"
import { type Grid, newGrid, put, putAcross } from "./grid.ts"
import type { Layout } from "./layout.ts"

type Line = WorkbookContent["lines"][number]
const chartColumn = 4
const chartRows = 14

/** Totals: one row a line with its check, then a table and a chart for each breakdown. */
export function summarySheet(content: WorkbookContent, values: Evaluated, layout: Layout): Grid {
  const grid = newGrid(layout.summary, [44, 18, 20, 3, 13, 13, 13, 13, 13, 13], true)
  grid.onePage = true
  putAcross(grid, 0, 0, 9, { value: content.title, look: "title" })
  const marks = content.logs.map((log) => `COUNTIF(${names.samples(log.key)},"sample")`).join("+")
  const samples = content.logs.reduce((sum, log) => sum + log.rows.length, 0)
  putAcross(grid, 1, 0, 2, {
    value: `Includes ${samples} sample rows. Clear them and the figures are yours.`,
    formula: `IF(${marks}=0,"All figures come from your own rows.","Includes "&(${marks})&" sample rows. Clear them and the figures are yours.")`,
    look: "subtitle",
  })
  for (const [column, label] of ["Figure", "Value", "Check"].entries())
    put(grid, layout.linesRow - 1, column, { value: label, look: "header" })
  content.lines.forEach((line, n) => addLine(grid, line, layout.linesRow + n, content, values, layout))
  let row = layout.linesRow + content.lines.length + 1
  content.breakdowns.forEach((_, n) => (row = addBreakdown(grid, n, row, content, values, layout)))
  grid.frozen = layout.linesRow
  return grid
}

function addLine(grid: Grid, line: Line, row: number, content: WorkbookContent, values: Evaluated, layout: Layout) {
  const log = content.logs.find((each) => each.key === line.aggregate?.log)
  const made =
    line.aggregate && log
      ? aggregateFormula(line.aggregate, log, (text) => choiceCell(layout, log.key, line.aggregate?.where?.column ?? "", text))
      : undefined
  const formula = made?.formula ?? (line.calc ? lineFormula(line.calc) : undefined)
  const value = values.lines[line.key] ?? null
  const check = checkOf(line, value, values)
  put(grid, row, 0, { value: line.label, look: "label" })
  put(grid, row, 1, {
    value,
    look: "calc",
    format: line.format,
    ...(formula ? { formula } : {}),
    ...(made?.array ? { array: true } : {}),
    warn: check === "Too low" || check === "Too high",
  })
  if (check === undefined) {
    put(grid, row, 2, { value: null, look: "cell" })
    return
  }
  const cell = `B${row + 1}`
  const tests = [
    ...(line.warnBelow === undefined
      ? []
      : [{ test: `N(${cell})<N(${limitReference(line.warnBelow)})`, says: "Too low", ref: limitReference(line.warnBelow) }]),
    ...(line.warnAbove === undefined
      ? []
      : [{ test: `N(${cell})>N(${limitReference(line.warnAbove)})`, says: "Too high", ref: limitReference(line.warnAbove) }]),
  ]
  // A limit that the buyer has cleared checks nothing.
  const nested = tests.reduceRight((rest, { test, says, ref }) => `IF(AND(${ref}<>"",${test}),"${says}",${rest})`, '"Within limits"')
  put(grid, row, 2, {
    value: check,
    look: "cell",
    formula: `IF(${cell}="","",${nested})`,
    warn: check === "Too low" || check === "Too high",
  })
  grid.rules.push({
    type: "expression",
    priority: grid.rules.length + 1,
    formula: `LEFT($C${row + 1},3)="Too"`,
    range: `B${row + 1}:C${row + 1}`,
    style: {
      font: { bold: true, color: { rgb: "9C1C1C" } },
      fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "FBE3E0" }, bgColor: { rgb: "FBE3E0" } },
    },
  })
}

const limitReference = (operand: string | number) => (typeof operand === "number" ? String(operand) : lineReference(operand))
const numeric = (value: Value) => (typeof value === "number" ? value : 0)

/** What the Check column says of a line: `undefined` without limits, `null` (empty) without a value. */
function checkOf(line: Line, value: Value, values: Evaluated): Value | undefined {
  if (line.warnBelow === undefined && line.warnAbove === undefined) return undefined
  if (value === null) return null
  const limit = (operand: string | number): Value =>
    typeof operand === "number"
      ? operand
      : ((operand.startsWith("settings.") ? values.settings[operand.slice(9)] : values.lines[operand.slice(6)]) ?? null)
  const below = line.warnBelow === undefined ? null : limit(line.warnBelow)
  const above = line.warnAbove === undefined ? null : limit(line.warnAbove)
  if (below !== null && numeric(value) < numeric(below)) return "Too low"
  return above !== null && numeric(value) > numeric(above) ? "Too high" : "Within limits"
}

function addBreakdown(grid: Grid, n: number, top: number, content: WorkbookContent, values: Evaluated, layout: Layout): number {
  const breakdown = content.breakdowns[n]
  const result = values.breakdowns[n]
  const log = content.logs.find((each) => each.key === breakdown?.log)
  const sum = log?.columns.find((column) => column.key === breakdown?.sum)
  if (!breakdown || !result || !log || !sum) return top
  put(grid, top, 0, { value: breakdown.title, look: "heading" })
  const by = log.columns.find((column) => column.key === breakdown.by)
  for (const [column, label] of [by?.label ?? "", sum.label, "Share"].entries())
    put(grid, top + 1, column, { value: label, look: "header" })
  const first = top + 2
  const last = first + result.groups.length - 1
  const total = last + 1
  const [groupRange, sumRange] = [names.column(log.key, breakdown.by), names.column(log.key, breakdown.sum)]
  const most = Math.max(...result.groups.map((group) => group.value), 0)
  result.groups.forEach((group, g) => {
    const row = first + g
    const at = `$A${row + 1}`
    const label = result.months
      ? g === 0
        ? `DATE(YEAR(${names.firstMonth}),MONTH(${names.firstMonth}),1)`
        : `EDATE(A${row},1)`
      : `${choiceCell(layout, log.key, breakdown.by, String(group.label))}&""`
    const formula = result.months
      ? `SUMIFS(${sumRange},${groupRange},">="&${at},${groupRange},"<"&EDATE(${at},1))`
      : `SUMPRODUCT(--(${groupRange}=${at}),${sumRange})`
    put(grid, row, 0, { value: group.label, look: "label", formula: label, ...(result.months ? { format: "month" } : {}) })
    put(grid, row, 1, { value: group.value, look: "calc", format: sum.format, formula })
    put(grid, row, 2, {
      value: group.share,
      look: "calc",
      format: "percent",
      formula: `IF($B$${total + 1}=0,"",B${row + 1}/$B$${total + 1})`,
      bar: most > 0 ? Math.max(0, group.value) / most : 0,
    })
  })
  put(grid, total, 0, { value: "Total", look: "total" })
  put(grid, total, 1, { value: result.total, look: "total", format: sum.format, formula: `SUM(B${first + 1}:B${last + 1})` })
  put(grid, total, 2, { value: null, look: "total" })
  grid.rules.push({
    type: "dataBar",
    priority: grid.rules.length + 1,
    range: `C${first + 1}:C${last + 1}`,
    dataBar: { cfvo: [{ type: "num", value: "0" }, { type: "max" }], color: "FFA9D3C0" },
  })
  const range = (letter: string) => sheetRef(layout.summary, `$${letter}$${first + 1}:$${letter}$${last + 1}`)
  grid.charts.push({
    title: breakdown.title,
    row: layout.linesRow - 1 + n * (chartRows + 1),
    rows: chartRows,
    column: chartColumn,
    labels: range("A"),
    values: range("B"),
    months: result.months,
  })
  return total + 2
}

/** A choice by its cell on Lists, so that renaming it there renames it everywhere; plain text when it is no choice. */
function choiceCell(layout: Layout, log: string, column: string, text: string): string {
  const list = layout.choices.find((each) => each.log === log && each.column === column)
  const at = list?.choices.findIndex((choice) => choice.toLowerCase() === text.toLowerCase()) ?? -1
  return list && at >= 0 ? sheetRef(layout.lists, `$${letters(list.at)}$${4 + at}`) : quoted(text)
}
