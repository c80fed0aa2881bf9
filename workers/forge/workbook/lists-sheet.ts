import { type Grid, newGrid, put, putAcross } from "./grid.ts"
import type { Layout } from "./layout.ts"

/** The choices of every drop-down, one column a list. */
export function listsSheet(layout: Layout): Grid {
  const widths = layout.choices.map((list) =>
    Math.min(40, Math.max(18, list.label.length * 0.7, ...list.choices.map((choice) => choice.length + 3))),
  )
  const grid = newGrid(layout.lists, widths, widths.length > 4)
  putAcross(grid, 0, 0, Math.max(0, widths.length - 1), { value: "Lists", look: "title" })
  putAcross(grid, 1, 0, Math.max(0, widths.length - 1), {
    value: "Rename a choice here and the drop-downs and totals follow.",
    look: "subtitle",
  })
  for (const { at, label, choices } of layout.choices) {
    put(grid, 2, at, { value: label, look: "header" })
    choices.forEach((choice, n) => put(grid, 3 + n, at, { value: choice, look: "input", format: "text" }))
  }
  grid.heights.set(2, 36)
  grid.frozen = 3
  return grid
}
