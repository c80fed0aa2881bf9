import { Page } from "../page/page.ts"
import type { TextStyle, Typesetter } from "../page/typesetter.ts"
import type { Evaluated } from "./evaluate.ts"
import { letters } from "./formula.ts"
import { type Grid, type GridCell, rowHeight } from "./grid.ts"
import { shown } from "./number-format.ts"
import { drawChart } from "./chart-picture.ts"
import { lookStyle, type Tones } from "./styles.ts"

/** What a picture of a sheet needs besides the sheet itself. */
export type PictureFrame = { type: Typesetter; family: string; tones: Tones; currency: string; tabs: string[]; values: Evaluated }

const characterWidth = 6.1
const gutter = 30
const header = 20
const tabBar = 30

/** A sheet as a spreadsheet program shows it, from `from` on as far as `height` allows: letters, numbers, cells, charts and tabs. In points. */
export function sheetPicture(grid: Grid, frame: PictureFrame, from = 0, size = { w: 1000, h: 720 }): Page {
  const page = new Page(`${grid.name}-${from}`, size, frame.type)
  const lefts = offsets(
    grid.widths.map((width) => width * characterWidth),
    gutter,
  )
  const total = (lefts.at(-1) ?? gutter) - gutter
  const scale = Math.min(1.35, Math.max(0.5, (size.w - gutter) / total))
  const columns = lefts.map((left) => gutter + (left - gutter) * scale)
  const bottom = size.h - tabBar
  page.rect({ x: 0, y: 0, ...size }, { fill: "#ffffff" })
  let y = header
  const tops = new Map<number, number>()
  for (let row = from; y < bottom; row++) {
    tops.set(row, y)
    y += (grid.heights.get(row) ?? rowHeight) * scale
  }
  for (const [row, top] of tops) {
    const height = (grid.heights.get(row) ?? rowHeight) * scale
    for (let column = 0; column < grid.widths.length; column++) {
      const cell = grid.cells.get(`${row},${column}`)
      if (!cell) continue
      const to =
        grid.merges.find((merge) => merge.row === row && merge.from === column)?.to ??
        (cell.look === "heading" ? grid.widths.length - 1 : column)
      const x = columns[column] ?? 0
      drawCell(page, cell, { x, y: top, w: (columns[to + 1] ?? x) - x, h: height }, frame, scale)
    }
  }
  for (const chart of grid.charts) {
    const top = tops.get(chart.row)
    if (top === undefined) continue
    const x = columns[chart.column] ?? 0
    const end =
      top +
      Array.from({ length: chart.rows }, (_, n) => grid.heights.get(chart.row + n) ?? rowHeight).reduce(
        (sum, height) => sum + height * scale,
        0,
      )
    const index = grid.charts.indexOf(chart)
    const result = frame.values.breakdowns[index]
    if (!result) continue
    const drawn = new Page(chart.title, size, frame.type)
    drawChart(drawn, chart, result, { x, y: top, w: (columns[chart.column + 6] ?? size.w) - x - 4, h: end - top - 4 }, frame)
    page.add({ kind: "group", items: drawn.items, clip: { x: 0, y: 0, w: size.w, h: bottom } })
  }
  drawEdges(page, grid, columns, tops, frame, scale)
  return page
}

function drawCell(page: Page, cell: GridCell, box: { x: number; y: number; w: number; h: number }, frame: PictureFrame, scale: number) {
  const { tones } = frame
  const look = lookStyle(cell.look, tones)
  const fill = cell.warn ? "#fbe3e0" : look.fill
  if (fill) page.rect(box, { fill })
  if (cell.bar) page.rect({ x: box.x + 1.5, y: box.y + 2, w: (box.w - 3) * Math.min(1, cell.bar), h: box.h - 4 }, { fill: "#a9d3c0" })
  if (look.border) page.rect(box, { stroke: tones.rule, width: 0.6 })
  const text = shown(cell.value, cell.format, frame.currency)
  if (!text) return
  const style: TextStyle = {
    family: frame.family,
    size: look.size * 0.86 * scale,
    color: cell.warn ? "#9c1c1c" : cell.faint && cell.look !== "sample" ? "#6b7a73" : look.color,
    weight: look.bold || cell.warn ? 700 : 400,
    leading: 1.25,
    ...(look.italic || cell.faint ? { italic: true } : {}),
  }
  const inner = { x: box.x + 7, y: box.y + 0.5, w: Math.max(4, box.w - 14), h: Math.max(4, box.h - 1) }
  const number = typeof cell.value === "number" && cell.format !== "date" && cell.format !== "month" && cell.look !== "header"
  page.fit(inner, text, style, {
    align: look.center ? "center" : number ? "right" : "left",
    valign: "middle",
    min: 0.7,
    ...(look.wrap ? {} : { maxLines: 1 }),
  })
}

/** Column letters, row numbers and the tabs at the foot. */
function drawEdges(page: Page, grid: Grid, columns: number[], tops: Map<number, number>, frame: PictureFrame, scale: number) {
  const { w, h } = page.size
  const { tones } = frame
  const small: TextStyle = { family: frame.family, size: 8.5, color: tones.muted }
  page.rect({ x: 0, y: 0, w, h: header }, { fill: "#f1f4f2" })
  page.rect({ x: 0, y: header, w: gutter, h: h - header - tabBar }, { fill: "#f1f4f2" })
  grid.widths.forEach((_, n) => {
    const left = columns[n] ?? 0
    const right = columns[n + 1] ?? left
    page.text((left + right) / 2, 13.5, letters(n), small, { align: "center" })
    page.line(right, 3, right, header, tones.rule, 0.6)
  })
  for (const [row, top] of tops) {
    const bottom = top + (grid.heights.get(row) ?? rowHeight) * scale
    if (bottom > h - tabBar) break
    page.text(gutter - 7, (top + bottom) / 2 + 3, String(row + 1), small, { align: "right" })
    page.line(4, bottom, gutter, bottom, tones.rule, 0.5)
  }
  page.line(0, header, w, header, tones.rule, 0.8)
  page.line(gutter, 0, gutter, h - tabBar, tones.rule, 0.8)
  page.rect({ x: 0, y: h - tabBar, w, h: tabBar }, { fill: "#e9eeeb" })
  let x = 12
  for (const tab of frame.tabs) {
    const active = tab === grid.name
    const style: TextStyle = { family: frame.family, size: 10, color: active ? tones.accent : tones.muted, weight: active ? 700 : 400 }
    const width = frame.type.width(tab, style) + 24
    if (x + width > w - 10) break
    page.rect({ x, y: h - tabBar, w: width, h: tabBar - 5 }, active ? { fill: "#ffffff" } : { fill: "#e9eeeb" })
    if (active) page.rect({ x, y: h - 6.5, w: width, h: 2 }, { fill: tones.accent })
    page.text(x + 12, h - tabBar + 16, tab, style)
    x += width + 4
  }
}

function offsets(widths: number[], start: number): number[] {
  const out = [start]
  for (const width of widths) out.push((out.at(-1) ?? start) + width)
  return out
}
