import type { WorkbookContent } from "#schemas/content/workbook.ts"
import type { NamedRange } from "hucre"
import { letters, names, sheetRef } from "./formula.ts"

export type ChoiceList = { log: string; column: string; label: string; choices: string[]; at: number }

/** Where everything stands: sheet names, first rows, and the defined names that formulas use. */
export type Layout = {
  start: string
  summary: string
  lists: string
  logs: Record<string, string>
  settingsRow: number
  linesRow: number
  choices: ChoiceList[]
  defined: NamedRange[]
}

/** Rows 1 to 4 of a log hold its title, purpose, hint and headings; entries follow. */
export const firstEntryRow = 4
/** A log's first column marks samples; its own columns follow. */
export const firstLogColumn = 1

export function layOut(content: WorkbookContent, monthly: boolean): Layout {
  const taken = new Set(["start", "summary", "lists", "history"])
  const logs: Record<string, string> = {}
  for (const log of content.logs) logs[log.key] = sheetName(log.name, taken)
  const choices = content.logs.flatMap((log) =>
    log.columns.filter((column) => column.choices?.length && !column.calc).map((column) => ({ log, column })),
  )
  const layout: Layout = {
    start: "Start",
    summary: "Summary",
    lists: "Lists",
    logs,
    settingsRow: 6 + content.howTo.length,
    linesRow: 4,
    choices: choices.map(({ log, column }, at) => ({
      log: log.key,
      column: column.key,
      label: `${log.name}: ${column.label}`,
      choices: column.choices ?? [],
      at,
    })),
    defined: [],
  }
  layout.defined = definedNames(content, layout, monthly)
  return layout
}

/** An absolute address: one cell, or a column from row to row. */
const at = (sheet: string, column: number, from: number, to = from) =>
  sheetRef(sheet, `$${letters(column)}$${from + 1}${to > from ? `:$${letters(column)}$${to + 1}` : ""}`)

function definedNames(content: WorkbookContent, layout: Layout, monthly: boolean): NamedRange[] {
  const settings = content.settings.map(({ key }, n) => ({ name: names.setting(key), range: at(layout.start, 1, layout.settingsRow + n) }))
  if (monthly) settings.push({ name: names.firstMonth, range: at(layout.start, 1, layout.settingsRow + content.settings.length) })
  const columns = content.logs.flatMap((log) => {
    const sheet = layout.logs[log.key] ?? log.name
    const last = firstEntryRow + log.capacity - 1
    return [
      { name: names.samples(log.key), range: at(sheet, 0, firstEntryRow, last) },
      ...log.columns.map(({ key }, n) => ({ name: names.column(log.key, key), range: at(sheet, firstLogColumn + n, firstEntryRow, last) })),
    ]
  })
  const lines = content.lines.map(({ key }, n) => ({ name: names.line(key), range: at(layout.summary, 1, layout.linesRow + n) }))
  const choices = layout.choices.map((list) => ({
    name: names.choices(list.log, list.column),
    range: at(layout.lists, list.at, 3, 3 + list.choices.length - 1),
  }))
  const titles = content.logs.map((log) => {
    const sheet = layout.logs[log.key] ?? log.name
    return { name: "_xlnm.Print_Titles", range: sheetRef(sheet, `$${firstEntryRow}:$${firstEntryRow}`), scope: sheet }
  })
  return [...settings, ...columns, ...lines, ...choices, ...titles]
}

/** Excel allows 31 characters and none of []:*?/\ in a sheet's name, and no two that differ by case only. */
function sheetName(wanted: string, taken: Set<string>): string {
  const clean =
    wanted
      .replace(/[[\]:*?/\\]|\p{Cc}/gu, " ")
      .replace(/^'+|'+$/g, "")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, 28) || "Log"
  let name = clean
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${clean} ${n}`
  taken.add(name.toLowerCase())
  return name
}
