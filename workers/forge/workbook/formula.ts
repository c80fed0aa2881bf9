import type { Calc, WorkbookContent } from "#schemas/content/workbook.ts"
import { cellOf, emptyRule } from "./evaluate.ts"

type Log = WorkbookContent["logs"][number]
type Line = WorkbookContent["lines"][number]

/** Defined names. The underscore keeps a key such as `r1` or `tax26` from reading as a cell. */
export const names = {
  setting: (key: string) => `settings_${key}`,
  line: (key: string) => `lines_${key}`,
  column: (log: string, column: string) => `${log}_${column}`,
  /** The column that marks sample rows; keys hold no underscore, so nothing collides. */
  samples: (log: string) => `${log}_is_sample`,
  choices: (log: string, column: string) => `choices_${log}_${column}`,
  firstMonth: "settings_first_month",
}

export const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
export const sheetRef = (sheet: string, ref: string) => `'${sheet.replaceAll("'", "''")}'!${ref}`

/** 0 → A, 26 → AA. */
export function letters(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? letters(rest - 1) : "") + String.fromCharCode(65 + (column % 26))
}

/** A row's formula; `cell` gives the address of a column in that row. */
export function rowFormula(log: Log, calc: Calc, cell: (column: string) => string): string {
  const reference = (name: string) => (name.startsWith("settings.") ? names.setting(name.slice(9)) : cell(name))
  const { needs, all } = emptyRule(log, calc)
  return guarded(calc, reference, needs.map(cell), all)
}

/** A summary line's formula over other lines and settings. */
export function lineFormula(calc: Calc): string {
  const cells = [calc.left, calc.right].filter((operand) => typeof operand === "string").map(lineReference)
  return guarded(calc, lineReference, cells, calc.op === "add" || calc.op === "subtract")
}

export const lineReference = (name: string) => (name.startsWith("settings.") ? names.setting(name.slice(9)) : names.line(name.slice(6)))

/** `N()` reads text and blanks as zero, so that no input can turn a total into #VALUE!. */
function guarded(calc: Calc, reference: (name: string) => string, needs: string[], all: boolean): string {
  const number = (operand: Calc["left"]) => (typeof operand === "number" ? literal(operand) : `N(${reference(operand)})`)
  const sign = { add: "+", subtract: "-", multiply: "*", divide: "/" }[calc.op]
  const value = `${number(calc.left)}${sign}${number(calc.right)}`
  const blanks = needs.map((cell) => `${cell}=""`)
  if (calc.op === "divide") {
    const zero = typeof calc.right === "number" ? (calc.right === 0 ? ["TRUE"] : []) : [`N(${reference(calc.right)})=0`]
    blanks.push(...zero)
  }
  if (blanks.length === 0) return value
  const test = blanks.length === 1 ? blanks[0] : `${all ? "AND" : "OR"}(${blanks.join(",")})`
  return `IF(${test},"",${value})`
}

const literal = (value: number) => (value < 0 ? `(${value})` : String(value))

/** An aggregate as a formula; `array` when it must be entered as one (Excel before 2021 needs it for conditions in MAX). */
export function aggregateFormula(
  line: NonNullable<Line["aggregate"]>,
  log: Log,
  choice: (text: string) => string,
): { formula: string; array: boolean } {
  const { of, column, where } = line
  const range = names.column(log.key, column)
  if (!where) {
    if (of === "sum") return { formula: `SUM(${range})`, array: false }
    if (of === "count") return { formula: `SUMPRODUCT(--(${range}<>""))`, array: false }
    return { formula: `IF(COUNT(${range})=0,"",${of.toUpperCase()}(${range}))`, array: false }
  }
  const test = `${names.column(log.key, where.column)}=${criterion(where, log, choice)}`
  if (of === "sum") return { formula: `SUMPRODUCT(--(${test}),${range})`, array: false }
  if (of === "count") return { formula: `SUMPRODUCT((${test})*(${range}<>""))`, array: false }
  const formula = `IF(SUMPRODUCT((${test})*ISNUMBER(${range}))=0,"",${of.toUpperCase()}(IF(${test},IF(ISNUMBER(${range}),${range}))))`
  return { formula, array: true }
}

function criterion(where: { column: string; equals: string }, log: Log, choice: (text: string) => string): string {
  const format = log.columns.find((column) => column.key === where.column)?.format ?? "text"
  const value = cellOf(where.equals, format)
  return typeof value === "number" ? literal(value) : choice(where.equals)
}
