import type { PlannerContent } from "#schemas/content/planner.ts"
import type { Paper } from "#schemas/good.ts"
import type { Kit } from "../forge.ts"
import { lookOf, mix, type Look } from "../page/look.ts"
import { Page, paperSizes, type Item, type Size } from "../page/page.ts"
import type { Typesetter } from "../page/typesetter.ts"
import { monthNames, type Calendar, type Month } from "./dates.ts"

/** What every page of one planner needs. `area` is what is left inside the margins and the month tabs. */
export type Frame = {
  content: PlannerContent
  calendar: Calendar
  look: Look
  type: Typesetter
  paper: Paper
  size: Size
  area: { x: number; y: number; w: number; bottom: number }
  brandName: string
  soft: string
  stamps: Map<string, Item[]>
}

const TAB = 25

export function frameOf(content: PlannerContent, calendar: Calendar, kit: Kit, type: Typesetter, paper: Paper): Frame {
  const size = paperSizes[paper]
  const look = lookOf(kit.brand, "planner")
  return {
    content,
    calendar,
    look,
    type,
    paper,
    size,
    area: { x: 40, y: 56, w: size.w - 40 - TAB - 22, bottom: size.h - 34 },
    brandName: kit.brand.name,
    soft: mix(look.paper, look.rule, 0.75),
    stamps: new Map(),
  }
}

const stripItems = (content: PlannerContent) => [
  { label: "Year", page: "year" },
  { label: "Questions", page: "questions" },
  ...(content.dates.length ? [{ label: "Dates", page: "dates" }] : []),
  ...(content.trackers.length ? [{ label: "Trackers", page: "trackers" }] : []),
  { label: "How to use", page: "how" },
]

/** The drawings that pages share: made once a key, then stamped. */
export function shared(frame: Frame, key: string, draw: (page: Page) => void): Item[] {
  const known = frame.stamps.get(key)
  if (known) return known
  const page = new Page(key, frame.size, frame.type)
  draw(page)
  frame.stamps.set(key, page.items)
  return page.items
}

/** A page with the month tabs at its right edge and the strip above; `month` and `current` are the places that it belongs to. */
export function framed(frame: Frame, name: string, at: { month?: Month; current?: string } = {}): Page {
  const page = new Page(name, frame.size, frame.type)
  page.stamp(shared(frame, `frame|${at.month?.key ?? ""}|${at.current ?? ""}`, (sheet) => drawFrame(frame, sheet, at)))
  for (const tab of tabs(frame)) page.link(tab, { page: tab.month.key })
  for (const item of strip(frame)) page.link(item, { page: item.page })
  return page
}

function tabs({ calendar, size }: Frame) {
  const [top, bottom] = [56, size.h - 34]
  const step = (bottom - top) / 12
  return calendar.months.map((month, at) => ({ month, x: size.w - TAB, y: top + at * step, w: TAB, h: step }))
}

function strip(frame: Frame) {
  let x = frame.area.x
  return stripItems(frame.content).map((item) => {
    const w = frame.type.width(item.label, frame.look.strong(7.5))
    const box = { ...item, x: x - 5, y: 20, w: w + 10, h: 22 }
    x += w + 20
    return box
  })
}

/** A tab that grows out of the right edge: rounded on its left only. */
function tabShape(x: number, y: number, w: number, h: number): string {
  const [r, k] = [5, 5 * 0.45]
  const [right, bottom] = [x + w, y + h]
  return `M ${right} ${y} L ${x + r} ${y} C ${x + k} ${y} ${x} ${y + k} ${x} ${y + r} L ${x} ${bottom - r} C ${x} ${bottom - k} ${x + k} ${bottom} ${x + r} ${bottom} L ${right} ${bottom} Z`
}

function drawFrame(frame: Frame, page: Page, at: { month?: Month; current?: string }): void {
  const { look, area, size, calendar, content } = frame
  for (const { month, x, y, w, h } of tabs(frame)) {
    const on = month.key === at.month?.key
    page.path(tabShape(x, y + 0.75, w, h - 1.5), { fill: on ? look.tone : look.tint })
    const name = (monthNames[month.month - 1] ?? "").slice(0, 3).toUpperCase()
    const style = on ? look.strong(7.5, look.onTone, { tracking: 0.1 }) : look.strong(7.5, look.muted, { tracking: 0.1 })
    page.text(x + w / 2 - 3, y + h / 2, name, style, { align: "center", turn: 90 })
  }
  for (const item of strip(frame)) {
    const on = item.page === at.current
    page.text(item.x + 5, 34, item.label, look.strong(7.5, on ? look.ink : look.muted))
    if (on) page.line(item.x + 5, 40.5, item.x + item.w - 5, 40.5, look.tone, 2)
  }
  const right = area.x + area.w
  const stripEnd = strip(frame).at(-1)
  page.text(
    right,
    34,
    content.title.includes(calendar.label) ? content.title : `${content.title} · ${calendar.label}`,
    look.text(7.5, look.muted),
    {
      align: "right",
      room: right - ((stripEnd?.x ?? 0) + (stripEnd?.w ?? 0)) - 12,
    },
  )
  page.line(area.x, 41.5, right, 41.5, look.rule, 0.5)
  page.text(area.x, size.h - 18, frame.brandName, look.text(6.5, look.muted))
}

/** Days are counted in mono figures. */
export const two = (value: number) => String(value).padStart(2, "0")

/** A section's label with a rule under it; returns where the space below begins. */
export function section(page: Page, look: Look, title: string, box: { x: number; y: number; w: number }): number {
  page.text(box.x, box.y + 8, title, look.strong(8.5), { room: box.w })
  page.line(box.x, box.y + 13.5, box.x + box.w, box.y + 13.5, look.ink, 0.8)
  return box.y + 14
}

/** A field of dots, 14 points apart, to write or draw on. */
export function dots(page: Page, box: { x: number; y: number; w: number; h: number }, colour: string): void {
  const step = 14
  const across = Math.floor(box.w / step)
  const start = box.x + (box.w - across * step) / 2
  for (let y = box.y + step; y <= box.y + box.h - 2; y += step)
    page.path(`M ${start} ${y} L ${start + across * step + 0.1} ${y}`, { stroke: colour, width: 1.1, dash: [0, step], cap: "round" })
}
