import type { Calc, CellFormat, WorkbookContent } from "#schemas/content/workbook.ts"
import type { z } from "zod"
import { addMonths, dateOf, serialOf, startOfMonth } from "./serial.ts"

/** A cell as a spreadsheet holds it: dates are day numbers (1 = 1900-01-01), `null` is empty. */
export type Value = string | number | null
type Format = z.infer<typeof CellFormat>
type Log = WorkbookContent["logs"][number]
type Line = WorkbookContent["lines"][number]
export type Row = Record<string, Value>
export type Group = { label: string | number; value: number; share: number | null }

export type Evaluated = {
  settings: Row
  logs: Record<string, Row[]>
  lines: Row
  breakdowns: { months: boolean; groups: Group[]; total: number }[]
  /** Day number of the first month that monthly breakdowns show, when there is one. */
  firstMonth: number | null
}

/**
 * Computes a workbook as Excel and LibreOffice do: the values that its formulas must show. Pure. Expects content
 * without `workbookProblems`.
 */
export function evaluate(content: WorkbookContent): Evaluated {
  const settings: Row = Object.fromEntries(content.settings.map(({ key, value, format }) => [key, cellOf(value, format)]))
  const logs: Record<string, Row[]> = {}
  for (const log of content.logs) logs[log.key] = log.rows.map((row) => evaluateRow(log, row, settings))
  const lines: Row = {}
  for (const line of content.lines) lines[line.key] = evaluateLine(line, content, logs, settings, lines)
  const firstMonth = findFirstMonth(content, logs)
  const breakdowns = content.breakdowns.map((breakdown) => {
    const rows = logs[breakdown.log] ?? []
    const column = content.logs.find((log) => log.key === breakdown.log)?.columns.find((each) => each.key === breakdown.by)
    const months = !column?.choices?.length
    const labels = months ? Array.from({ length: 12 }, (_, n) => addMonths(firstMonth ?? 0, n)) : (column.choices ?? [])
    const sums = labels.map((label) =>
      sumOf(
        rows
          .filter((row) => (typeof label === "number" ? inMonth(row[breakdown.by], label) : same(row[breakdown.by], label)))
          .map((row) => row[breakdown.sum]),
      ),
    )
    const total = sumOf(sums)
    return {
      months,
      total,
      groups: labels.map((label, n) => ({ label, value: sums[n] ?? 0, share: total === 0 ? null : (sums[n] ?? 0) / total })),
    }
  })
  return { settings, logs, lines, breakdowns, firstMonth }
}

/** A value as its column keeps it: dates become day numbers, digits in number columns become numbers. */
export function cellOf(value: string | number | undefined, format: Format): Value {
  if (value === undefined || value === "") return null
  if (typeof value === "number" || format === "text") return value
  if (format === "date") return serialOf(value) ?? value
  return Number.isFinite(Number(value)) && value.trim() !== "" ? Number(value) : value
}

function evaluateRow(log: Log, source: Record<string, string | number>, settings: Row): Row {
  const row: Row = {}
  const valueOf = (key: string): Value => {
    if (key in row) return row[key] ?? null
    const column = log.columns.find((each) => each.key === key)
    if (!column) return null
    return (row[key] = column.calc
      ? step(column.calc, (name) => columnOrSetting(name), inRow(log, column.calc, valueOf))
      : cellOf(source[key], column.format))
  }
  const columnOrSetting = (name: string) => (name.startsWith("settings.") ? (settings[name.slice(9)] ?? null) : valueOf(name))
  for (const column of log.columns) valueOf(column.key)
  return row
}

/** Whether a row's formula stays empty; `formula.ts` writes the same rule in the sheet's words. */
function inRow(log: Log, calc: Calc, valueOf: (key: string) => Value): boolean {
  const { needs, all } = emptyRule(log, calc)
  return needs.length > 0 && (all ? needs.every((key) => valueOf(key) === null) : needs.some((key) => valueOf(key) === null))
}

/**
 * The columns that decide whether a row's formula stays empty. Sums treat one blank as zero; products, quotients and
 * anything with a date do not; a formula without columns follows the row's first typed column.
 */
export function emptyRule(log: Log, calc: Calc): { needs: string[]; all: boolean } {
  const columns = log.columns.filter((column) => column.key === calc.left || column.key === calc.right)
  if (columns.length === 0)
    return {
      needs: log.columns
        .filter((column) => !column.calc)
        .slice(0, 1)
        .map((column) => column.key),
      all: false,
    }
  const additive = calc.op === "add" || calc.op === "subtract"
  return { needs: columns.map((column) => column.key), all: additive && columns.every((column) => column.format !== "date") }
}

function evaluateLine(line: Line, content: WorkbookContent, logs: Record<string, Row[]>, settings: Row, lines: Row): Value {
  if (line.calc) {
    const { calc } = line
    const lookUp = (name: string) => (name.startsWith("settings.") ? settings[name.slice(9)] : lines[name.slice(6)]) ?? null
    const named = [calc.left, calc.right].filter((operand) => typeof operand === "string").map(lookUp)
    const additive = calc.op === "add" || calc.op === "subtract"
    const empty = named.length > 0 && (additive ? named.every((value) => value === null) : named.includes(null))
    return step(calc, lookUp, empty)
  }
  if (!line.aggregate) return null
  const { of, log, column, where } = line.aggregate
  const format = content.logs.find((each) => each.key === log)?.columns.find((each) => each.key === where?.column)?.format ?? "text"
  const rows = (logs[log] ?? []).filter((row) => !where || same(row[where.column], cellOf(where.equals, format)))
  return aggregate(
    of,
    rows.map((row) => row[column] ?? null),
  )
}

function aggregate(of: "sum" | "average" | "count" | "max" | "min", values: Value[]): Value {
  const numbers = values.filter((value) => typeof value === "number")
  if (of === "count") return values.filter((value) => value !== null).length
  if (of === "sum") return sumOf(numbers)
  if (numbers.length === 0) return null
  if (of === "average") return sumOf(numbers) / numbers.length
  return of === "max" ? Math.max(...numbers) : Math.min(...numbers)
}

function step(calc: Calc, lookUp: (name: string) => Value, empty: boolean): Value {
  if (empty) return null
  const number = (operand: Calc["left"]) => {
    const value = typeof operand === "number" ? operand : lookUp(operand)
    return typeof value === "number" ? value : 0
  }
  const [left, right] = [number(calc.left), number(calc.right)]
  if (calc.op === "add") return left + right
  if (calc.op === "subtract") return left - right
  if (calc.op === "multiply") return left * right
  return right === 0 ? null : left / right
}

/** January when the samples lie within one year, else the month of the oldest. */
function findFirstMonth(content: WorkbookContent, logs: Record<string, Row[]>): number | null {
  const dates = content.breakdowns.flatMap(({ log, by }) => {
    const column = content.logs.find((each) => each.key === log)?.columns.find((each) => each.key === by)
    return column && !column.choices?.length ? (logs[log] ?? []).map((row) => row[by]).filter((value) => typeof value === "number") : []
  })
  if (dates.length === 0) return null
  const oldest = dateOf(Math.min(...dates))
  const oneYear = oldest.getUTCFullYear() === dateOf(Math.max(...dates)).getUTCFullYear()
  return addMonths(startOfMonth(Math.min(...dates)), oneYear ? -oldest.getUTCMonth() : 0)
}

/** Equality as spreadsheets see it: text regardless of case, numbers only with numbers, empty only with empty. */
function same(left: Value | undefined, right: Value | undefined): boolean {
  if (typeof left === "string" && typeof right === "string") return left.toLowerCase() === right.toLowerCase()
  return (left ?? null) === (right ?? null)
}

function inMonth(value: Value | undefined, month: number): boolean {
  return typeof value === "number" && value >= month && value < addMonths(month, 1)
}

function sumOf(values: (Value | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + (typeof value === "number" ? value : 0), 0)
}
