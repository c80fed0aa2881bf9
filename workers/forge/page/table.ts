import type { Piece } from "./flow.ts"
import type { Page } from "./page.ts"
import type { TextStyle, Typesetter } from "./typesetter.ts"

export type TableStyles = { head: TextStyle; cell: TextStyle; rule: string; line: string }
export type TableSpec = {
  columns: string[]
  rows: string[][]
  /** Empty rows to write in, after the filled ones. */
  blankRows?: number
  blankHeight?: number
  before?: number
  keepFirst?: boolean
  /** Colour behind the head. */
  fill?: string
}

const PAD = 5

/** Shares of the width by what the columns hold, none below 60 % of an even share. */
export function columnWidths(type: Typesetter, { columns, rows }: TableSpec, styles: TableStyles, width: number): number[] {
  const wants = columns.map((title, at) => {
    const found = rows.map((cells) => type.width(cells[at] ?? "", styles.cell)).toSorted((a, b) => b - a)
    return Math.max(type.width(title, styles.head), Math.min(found[0] ?? 0, width / 2)) + 2 * PAD
  })
  const least = (width / columns.length) * 0.6
  const raised = wants.map((want) => Math.max(want, least))
  const sum = raised.reduce((a, b) => a + b, 0)
  const spare = Math.max(0, width - sum) / columns.length
  const scaled = sum > width ? shrink(raised, least, width) : raised.map((want) => want + spare)
  return scaled
}

function shrink(wants: number[], least: number, width: number): number[] {
  const over = wants.reduce((a, b) => a + b, 0) - width
  const give = wants.reduce((sum, want) => sum + (want - least), 0)
  return wants.map((want) => want - (give ? ((want - least) / give) * over : 0))
}

/** A table as one piece a row; its head comes again on each page. Cells wrap; a row is as high as its highest cell. */
export function table(type: Typesetter, spec: TableSpec, styles: TableStyles, width: number): Piece[] {
  const widths = columnWidths(type, spec, styles, width)
  const step = (styles.cell.leading ?? 1.3) * styles.cell.size
  const headHeight =
    Math.max(...spec.columns.map((title, at) => type.lines(title, styles.head, (widths[at] ?? 0) - 2 * PAD).lines.length)) *
      (styles.head.leading ?? 1.3) *
      styles.head.size +
    2 * PAD
  const head: Piece = {
    height: headHeight,
    before: spec.before ?? 8,
    keep: true,
    draw: (page, x, y) => {
      if (spec.fill) page.rect({ x, y, w: width, h: headHeight }, { fill: spec.fill })
      drawRow(page, spec.columns, widths, { x, y, height: headHeight, style: styles.head })
      page.line(x, y + headHeight, x + width, y + headHeight, styles.line, 1)
    },
  }
  const body = [...spec.rows, ...Array.from({ length: spec.blankRows ?? 0 }, () => [])].map((cells, at): Piece => {
    const lines = cells.map((cell, column) => type.lines(cell, styles.cell, (widths[column] ?? 0) - 2 * PAD).lines.length)
    const height = Math.max(spec.blankHeight ?? 0, cells.length ? Math.max(1, ...lines) * step + 2 * PAD : 0, step + 2 * PAD)
    return {
      height,
      head,
      keep: at === 0 && spec.keepFirst !== false,
      draw: (page, x, y) => {
        drawRow(page, cells, widths, { x, y, height, style: styles.cell })
        page.line(x, y + height, x + width, y + height, styles.rule, 0.5)
        columnRules(page, widths, { x, y, height, rule: styles.rule })
      },
    }
  })
  return [head, ...body]
}

type Row = { x: number; y: number; height: number }

function drawRow(page: Page, cells: string[], widths: number[], { x, y, height, style }: Row & { style: TextStyle }): void {
  let left = x
  widths.forEach((width, at) => {
    const box = { x: left + PAD, y: y + PAD - 0.01, w: width - 2 * PAD, h: height - 2 * PAD + 0.02 }
    if (cells[at]) page.fit(box, cells[at], style, { valign: "middle" })
    left += width
  })
}

function columnRules(page: Page, widths: number[], { x, y, height, rule }: Row & { rule: string }): void {
  let left = x
  for (const width of widths.slice(0, -1)) {
    left += width
    page.line(left, y, left, y + height, rule, 0.4)
  }
}
