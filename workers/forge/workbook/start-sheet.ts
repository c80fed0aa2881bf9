import type { WorkbookContent } from "#schemas/content/workbook.ts"
import type { Evaluated, Value } from "./evaluate.ts"
import { letters } from "./formula.ts"
import { type Format, type Grid, heightFor, newGrid, put, putAcross, rowHeight } from "./grid.ts"
import type { Layout } from "./layout.ts"

const [labelWidth, noteWidth] = [36, 66]

/** The first sheet: how to use the workbook, its settings, and the way to each sheet. */
export function startSheet(content: WorkbookContent, values: Evaluated, layout: Layout): Grid {
  const grid = newGrid(layout.start, [labelWidth, 18, noteWidth])
  putAcross(grid, 0, 0, 2, { value: content.title, look: "title" })
  putAcross(grid, 1, 0, 2, { value: content.subtitle, look: "subtitle" })
  put(grid, 3, 0, { value: "How to use it", look: "heading" })
  content.howTo.forEach((text, n) => putAcross(grid, 4 + n, 0, 2, { value: `${n + 1}.  ${text}`, look: "step" }))
  addSettings(grid, content, values, layout)
  addSheetList(grid, content, values, layout)
  return grid
}

function addSettings(grid: Grid, content: WorkbookContent, values: Evaluated, layout: Layout) {
  const first = layout.settingsRow
  for (const [column, label] of ["Settings", "Value", "What it does"].entries())
    put(grid, first - 1, column, { value: label, look: "header" })
  const settings: { label: string; value: Value; format: Format; note: string }[] = content.settings.map(
    ({ key, label, format, note }) => ({ label, value: values.settings[key] ?? null, format, note }),
  )
  if (values.firstMonth !== null)
    settings.push({
      label: "First month shown",
      value: values.firstMonth,
      format: "month",
      note: "The monthly tables on Summary show twelve months from here. Type any date in the month.",
    })
  settings.forEach(({ label, value, format, note }, n) => {
    const row = first + n
    put(grid, row, 0, { value: label, look: "label" })
    put(grid, row, 1, { value, look: "input", format })
    put(grid, row, 2, { value: note, look: "about" })
    grid.heights.set(row, Math.max(rowHeight, heightFor({ text: note, width: noteWidth }, { text: label, width: labelWidth })))
    const range = `${letters(1)}${row + 1}`
    if (format === "date" || format === "month")
      grid.validations.push({
        type: "date",
        operator: "greaterThan",
        formula1: "61",
        range,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: "A date",
        errorMessage: "Type a date, such as 2026-03-01.",
      })
    else if (format !== "text")
      grid.validations.push({
        type: "decimal",
        operator: "between",
        formula1: "-1000000000000",
        formula2: "1000000000000",
        range,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: "A number",
        errorMessage: "Type a number.",
      })
  })
}

function addSheetList(grid: Grid, content: WorkbookContent, values: Evaluated, layout: Layout) {
  const first = layout.settingsRow + content.settings.length + (values.firstMonth === null ? 0 : 1) + 1
  put(grid, first, 0, { value: "Sheets", look: "header" })
  put(grid, first, 1, { value: "Room for", look: "header" })
  put(grid, first, 2, { value: "What it is for", look: "header" })
  const sheets = [
    ...content.logs.map((log) => ({ name: layout.logs[log.key] ?? log.name, room: `${log.capacity} rows`, about: log.about })),
    {
      name: layout.summary,
      room: `${content.lines.length} figures`,
      about: "Totals and charts. Nothing to type: it follows the other sheets.",
    },
    ...(layout.choices.length > 0
      ? [
          {
            name: layout.lists,
            room: `${layout.choices.length} lists`,
            about: "The choices that the drop-down cells offer. Rename them here; totals follow.",
          },
        ]
      : []),
  ]
  sheets.forEach(({ name, room, about }, n) => {
    put(grid, first + 1 + n, 0, { value: name, look: "link", link: name })
    put(grid, first + 1 + n, 1, { value: room, look: "cell" })
    put(grid, first + 1 + n, 2, { value: about, look: "about" })
    grid.heights.set(first + 1 + n, Math.max(rowHeight, heightFor({ text: about, width: noteWidth })))
  })
}
