import type { CellFormat } from "#schemas/content/workbook.ts"
import type { ConditionalRule, DataValidation } from "hucre/xlsx"
import type { z } from "zod"
import type { Value } from "./evaluate.ts"

export type Format = z.infer<typeof CellFormat> | "month"
export type Look =
  | "title"
  | "subtitle"
  | "heading"
  | "text"
  | "step"
  | "header"
  | "headerCalc"
  | "label"
  | "input"
  | "calc"
  | "cell"
  | "total"
  | "note"
  | "about"
  | "sample"
  | "link"

/** Points; a little more air than the programs' own 15. */
export const rowHeight = 19

/** One cell: `value` is what it shows now, typed in or computed. */
export type GridCell = {
  value: Value
  look: Look
  format?: Format
  formula?: string
  array?: boolean
  /** Name of the sheet that a click goes to. */
  link?: string
  /** What its conditional formats make of the value: a bar from 0 to 1, a warning, a sample row. */
  bar?: number
  warn?: boolean
  faint?: boolean
}

export type GridChart = { title: string; row: number; rows: number; column: number; labels: string; values: string; months: boolean }

/** A sheet as both the XLSX writer and the previews read it. Rows and columns count from 0; widths are in characters. */
export type Grid = {
  name: string
  widths: number[]
  cells: Map<string, GridCell>
  heights: Map<number, number>
  /** Cells of a row that run on over the columns `from` to `to`. */
  merges: { row: number; from: number; to: number }[]
  frozen: number
  /** Rows to repeat on every printed page. */
  printTitle?: number
  landscape: boolean
  /** Printed on one page, however long. */
  onePage: boolean
  rules: ConditionalRule[]
  validations: DataValidation[]
  charts: GridChart[]
}

export function newGrid(name: string, widths: number[], landscape = false): Grid {
  return {
    name,
    widths,
    cells: new Map(),
    heights: new Map(),
    merges: [],
    frozen: 0,
    landscape,
    onePage: !landscape,
    rules: [],
    validations: [],
    charts: [],
  }
}

export function put(grid: Grid, row: number, column: number, cell: GridCell) {
  grid.cells.set(`${row},${column}`, cell)
  if (!grid.heights.has(row)) grid.heights.set(row, rowHeight)
}

/** Height that texts of these lengths need, each in a column of its width in characters. */
export function heightFor(...texts: { text: string; width: number }[]): number {
  const lines = texts.map(({ text, width }) => Math.ceil(text.length / (width * 1.08)))
  return Math.max(1, ...lines) * 14.5 + 4.5
}

/** A line of text over several columns, with room for as many lines as it needs at 11 points. */
export function putAcross(grid: Grid, row: number, from: number, to: number, cell: GridCell) {
  put(grid, row, from, cell)
  if (to > from) grid.merges.push({ row, from, to })
  const width = grid.widths.slice(from, to + 1).reduce((sum, each) => sum + each, 0)
  const text = String(cell.value ?? "")
  grid.heights.set(row, cell.look === "title" ? Math.ceil((text.length * 1.75) / width) * 27 + 5 : heightFor({ text, width }))
}
