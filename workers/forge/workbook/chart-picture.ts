import type { Box, Page } from "../page/page.ts"
import type { TextStyle } from "../page/typesetter.ts"
import type { Evaluated } from "./evaluate.ts"
import type { GridChart } from "./grid.ts"
import { shown } from "./number-format.ts"
import type { PictureFrame } from "./sheet-picture.ts"

/** The chart as a spreadsheet draws it from the same cells: bars lying for choices, standing for months. */
export function drawChart(page: Page, chart: GridChart, result: Evaluated["breakdowns"][number], box: Box, frame: PictureFrame) {
  const { tones } = frame
  page.rect(box, { fill: "#ffffff", stroke: tones.rule, width: 0.8 })
  page.fit(
    { x: box.x + 12, y: box.y + 8, w: box.w - 24, h: 18 },
    chart.title,
    { family: frame.family, size: 11.5, weight: 700, color: tones.ink },
    { align: "center", maxLines: 1 },
  )
  const plot = { x: box.x + 14, y: box.y + 34, w: box.w - 28, h: box.h - 46 }
  const most = Math.max(...result.groups.map((group) => group.value), 0) || 1
  const label: TextStyle = { family: frame.family, size: 8.5, color: tones.muted }
  if (chart.months) drawColumns(page, result.groups, most, plot, label, frame)
  else drawBars(page, result.groups, most, plot, label, frame)
}

type Groups = Evaluated["breakdowns"][number]["groups"]

function drawColumns(page: Page, groups: Groups, most: number, plot: Box, label: TextStyle, { tones, currency }: PictureFrame) {
  const top = niceTop(most)
  const left = plot.x + 34
  const base = plot.y + plot.h - 16
  const high = base - plot.y
  for (let n = 0; n <= 4; n++) {
    const y = base - (high * n) / 4
    page.line(left, y, plot.x + plot.w, y, tones.rule, 0.5)
    page.text(left - 5, y + 3, ((top * n) / 4).toLocaleString("en-US", { maximumFractionDigits: 1 }), label, { align: "right", room: 32 })
  }
  const step = (plot.x + plot.w - left) / groups.length
  groups.forEach((group, n) => {
    const height = (Math.max(0, group.value) / top) * high
    if (height > 0) page.rect({ x: left + n * step + step * 0.19, y: base - height, w: step * 0.62, h: height }, { fill: tones.accent })
    page.text(left + (n + 0.5) * step, base + 11, shown(group.label, "month", currency).slice(0, 3), label, { align: "center" })
  })
}

/** Spreadsheets draw the first choice at the foot. */
function drawBars(page: Page, groups: Groups, most: number, plot: Box, label: TextStyle, { type, tones }: PictureFrame) {
  const wanted = Math.max(...groups.map((group) => type.width(String(group.label), label)), 20) + 8
  const room = Math.min(plot.w * 0.42, wanted)
  const top = niceTop(most)
  const [left, right, base] = [plot.x + room, plot.x + plot.w - 8, plot.y + plot.h - 16]
  const step = (base - plot.y) / groups.length
  for (let n = 0; n <= 4; n++) {
    const x = left + ((right - left) * n) / 4
    page.line(x, plot.y, x, base, tones.rule, 0.5)
    page.text(x, base + 11, ((top * n) / 4).toLocaleString("en-US", { maximumFractionDigits: 1 }), label, { align: "center" })
  }
  groups.forEach((group, n) => {
    const y = base - (n + 1) * step
    page.text(left - 6, y + step / 2 + 3, String(group.label), label, { align: "right", room: room - 6 })
    const width = (Math.max(0, group.value) / top) * (right - left)
    if (width > 0) page.rect({ x: left, y: y + step * 0.19, w: width, h: step * 0.62 }, { fill: tones.accent })
  })
}

/** A round figure above the highest value whose quarters are round too. */
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  return ([1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].find((factor) => factor * power >= most) ?? 10) * power
}
