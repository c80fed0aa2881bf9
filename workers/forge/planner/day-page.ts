import { checkbox, writingLines } from "../page/furniture.ts"
import type { Page } from "../page/page.ts"
import { monthNames, weekdayNames, type Day } from "./dates.ts"
import { dots, framed, section, shared, two, type Frame } from "./frame.ts"

const HEAD = 92

/** One day: its date and week, the hours, the writing areas, the habits and room for notes. */
export function dayPage(frame: Frame, day: Day): Page {
  const { calendar, look, area } = frame
  const month = calendar.months.find((each) => each.year === day.year && each.month === day.month)
  const week = calendar.weekOf(day)
  const page = framed(frame, day.name, { month })
  const right = area.x + area.w
  const big = look.display(52, look.ink, { tracking: -0.02 })
  const numeral = String(day.date)
  page.text(area.x - 2, 102, numeral, big)
  const x = area.x + page.type.width(numeral, big) + 12
  page.text(x, 80, weekdayNames[day.weekday] ?? "", look.heading(17))
  const monthLabel = `${monthNames[day.month - 1]} ${day.year}`
  const weekLabel = `Week ${week.number}`
  page.text(x, 99, monthLabel, look.text(10, look.muted))
  const gap = page.type.width(monthLabel, look.text(10)) + 12
  page.text(x + gap, 99, weekLabel, look.strong(10, look.accent))
  if (month) page.link({ x: x - 2, y: 86, w: gap - 6, h: 18 }, { page: month.key })
  page.link({ x: x + gap - 4, y: 86, w: page.type.width(weekLabel, look.strong(10)) + 8, h: 18 }, { page: week.key })
  if (day.labels.length) {
    const label = day.labels.join(" · ")
    page.rect({ x: area.x, y: 112, w: 3, h: 12 }, { fill: look.tone })
    page.text(area.x + 9, 121.5, label, look.strong(9, look.accent), { room: area.w - 9 })
  }
  weekStrip(frame, page, day, { x: right - 7 * 25, y: 62 })
  return page.stamp(shared(frame, "day", (sheet) => dayBody(frame, sheet)))
}

function weekStrip({ calendar, look }: Frame, page: Page, day: Day, { x, y }: { x: number; y: number }): void {
  calendar.weekOf(day).days.forEach((other, at) => {
    const left = x + at * 25
    const [on, inside] = [other.at === day.at, calendar.has(other)]
    if (on) page.rect({ x: left + 1.5, y, w: 22, h: 38 }, { fill: look.tone, radius: 5 })
    const colour = on ? look.onTone : inside ? look.ink : look.rule
    page.text(left + 12.5, y + 14, (weekdayNames[other.weekday] ?? "").slice(0, 2), look.text(7, on ? look.onTone : look.muted), {
      align: "center",
    })
    page.text(left + 12.5, y + 29, two(other.date), look.monoStrong(9, colour), { align: "center" })
    if (inside && !on) page.link({ x: left + 1, y, w: 23, h: 38 }, { page: other.name })
  })
}

function dayBody(frame: Frame, page: Page): void {
  const { area, look, content } = frame
  const top = area.y + HEAD - 14
  const gutter = 22
  const left = { x: area.x, w: Math.round(area.w * 0.42) }
  const side = { x: left.x + left.w + gutter, w: area.w - left.w - gutter }
  const habitRows = Math.ceil(content.habits.length / 2)
  const habitHeight = 26 + habitRows * 19
  const notesTop = area.bottom - 128
  hours(frame, page, { ...left, top, bottom: notesTop - 14 })
  const blocksBottom = notesTop - 14 - habitHeight
  const each = (blocksBottom - top) / content.dayBlocks.length
  content.dayBlocks.forEach((title, at) => {
    const y = section(page, look, title, { x: side.x, y: top + at * each, w: side.w })
    const step = 20
    const count = Math.floor((each - 30) / step)
    // The first area is a list to tick; the others are for sentences.
    if (at === 0) for (let row = 0; row < count; row++) checkbox(page, side.x + 0.5, y + row * step + 8, 9, look.muted, 0.7)
    writingLines(page, side.x + (at === 0 ? 16 : 0), y, side.w - (at === 0 ? 16 : 0), count, step, look.rule)
  })
  const habitsTop = section(page, look, "Habits", { x: side.x, y: blocksBottom, w: side.w })
  content.habits.forEach((habit, at) => {
    const [column, row] = [at % 2, Math.floor(at / 2)]
    const x = side.x + column * (side.w / 2)
    const y = habitsTop + 6 + row * 19
    page.circle(x + 5.5, y + 7, 5, { stroke: look.ink, width: 0.8 })
    page.fit({ x: x + 16, y, w: side.w / 2 - 20, h: 14 }, habit, look.text(8.5, look.ink, { leading: 1.2 }), {
      valign: "middle",
      maxLines: 1,
    })
  })
  const y = section(page, look, "Notes", { x: area.x, y: notesTop, w: area.w })
  dots(page, { x: area.x, y, w: area.w, h: area.bottom - y }, look.rule)
}

function hours({ look, soft }: Frame, page: Page, { x, w, top, bottom }: { x: number; w: number; top: number; bottom: number }): void {
  const y = section(page, look, "Schedule", { x, y: top, w })
  const [first, last] = [6, 21]
  const step = (bottom - y) / (last - first + 1)
  for (let hour = first; hour <= last; hour++) {
    const line = y + (hour - first + 1) * step
    page.text(x, line - step + 13, `${two(hour)}:00`, look.mono(7.5, look.muted))
    page.line(x + 34, line - step / 2, x + w, line - step / 2, soft, 0.4, [1, 2])
    page.line(x, line, x + w, line, look.rule, 0.5)
  }
}
