import type { Calc, WorkbookContent } from "#schemas/content/workbook.ts"
import { serialOf } from "./serial.ts"

type Operand = Calc["left"]

/**
 * What the schema cannot see: names that point nowhere, twice or in a circle. One sentence a problem; empty when the
 * workbook can be built.
 */
export function workbookProblems(content: WorkbookContent): string[] {
  const problems: string[] = []
  const settings = new Set(content.settings.map((setting) => setting.key))
  unique("setting", content.settings, problems)
  unique("log", content.logs, problems)
  unique("line", content.lines, problems)
  for (const log of content.logs) {
    if (log.key === "settings" || log.key === "lines") problems.push(`A log may not have the key "${log.key}".`)
    unique(`column of ${log.key}`, log.columns, problems)
    if (log.rows.length > log.capacity) problems.push(`${log.key} has ${log.rows.length} sample rows but room for ${log.capacity}.`)
    if (log.columns.every((column) => column.calc)) problems.push(`${log.key} has no column to type into.`)
    checkColumns(log, settings, problems)
  }
  checkLines(content, settings, problems)
  for (const { title, log, by, sum } of content.breakdowns) {
    const columns = content.logs.find((each) => each.key === log)?.columns ?? []
    const group = columns.find((column) => column.key === by)
    if (!group || !columns.some((column) => column.key === sum))
      problems.push(`The breakdown "${title}" names a log or column that is not there.`)
    else if (group.choices?.length) continue
    else if (group.format !== "date") problems.push(`The breakdown "${title}" needs a column with choices or dates.`)
    else if (!hasDate(content, log, by)) problems.push(`The breakdown "${title}" needs a sample row with a date (YYYY-MM-DD).`)
  }
  return problems
}

function hasDate(content: WorkbookContent, log: string, column: string): boolean {
  const rows = content.logs.find((each) => each.key === log)?.rows ?? []
  return rows.some((row) => typeof row[column] === "number" || serialOf(String(row[column] ?? "")) !== undefined)
}

function checkColumns(log: WorkbookContent["logs"][number], settings: Set<string>, problems: string[]) {
  const columns = new Map(log.columns.map((column) => [column.key, column]))
  for (const column of log.columns) {
    for (const operand of operands(column.calc)) {
      const known = operand.startsWith("settings.") ? settings.has(operand.slice(9)) : columns.has(operand)
      if (!known) problems.push(`The column ${log.key}.${column.key} uses "${operand}", which is not there.`)
    }
    if (reaches(column.key, column.key, new Set())) problems.push(`The column ${log.key}.${column.key} depends on itself.`)
  }
  function reaches(from: string, target: string, seen: Set<string>): boolean {
    return operands(columns.get(from)?.calc).some((key) => {
      if (key === target) return true
      if (seen.has(key)) return false
      seen.add(key)
      return reaches(key, target, seen)
    })
  }
}

function checkLines(content: WorkbookContent, settings: Set<string>, problems: string[]) {
  const earlier = new Set<string>()
  const all = new Set(content.lines.map((line) => line.key))
  const known = (operand: string, lines: Set<string>) =>
    operand.startsWith("settings.") ? settings.has(operand.slice(9)) : operand.startsWith("lines.") && lines.has(operand.slice(6))
  for (const line of content.lines) {
    if (!line.aggregate === !line.calc) problems.push(`The line ${line.key} needs an aggregate or a calc, and not both.`)
    for (const operand of operands(line.calc))
      if (!known(operand, earlier)) problems.push(`The line ${line.key} uses "${operand}", which is neither a setting nor an earlier line.`)
    for (const limit of [line.warnBelow, line.warnAbove])
      if (typeof limit === "string" && !known(limit, all)) problems.push(`The line ${line.key} warns by "${limit}", which is not there.`)
    if (line.aggregate) {
      const { log, column, where } = line.aggregate
      const columns = content.logs.find((each) => each.key === log)?.columns.map((each) => each.key) ?? []
      for (const key of [column, ...(where ? [where.column] : [])])
        if (!columns.includes(key)) problems.push(`The line ${line.key} reads ${log}.${key}, which is not there.`)
    }
    earlier.add(line.key)
  }
}

/** Names in a workbook ignore case, so keys that differ by case only would collide. */
function unique(what: string, items: { key: string }[], problems: string[]) {
  const seen = new Set<string>()
  for (const { key } of items) {
    if (seen.has(key.toLowerCase())) problems.push(`The ${what} "${key}" is there twice.`)
    seen.add(key.toLowerCase())
  }
}

function operands(calc: Calc | undefined): string[] {
  return calc ? [calc.left, calc.right].filter((operand: Operand): operand is string => typeof operand === "string") : []
}
