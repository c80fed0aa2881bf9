import type { Page } from "../page/page.ts"
import { monthNames, weekdayNames, type Day, type Month } from "./dates.ts"
import { framed, section, two, type Frame } from "./frame.ts"

/** One month: the grid with linked days and weeks, its focus and question, and a habit grid of its days. */
export function monthPage(frame: Frame, month: Month): Page {
  const { look, area, content } = frame
  const page = framed(frame, month.key, { month })
  const name = monthNames[month.month - 1] ?? ""
  const title = look.display(38, look.ink, { tracking: -0.015 })
  page.text(area.x, 92, name, title)
  page.text(area.x + page.type.width(name, title) + 10, 92, String(month.year), look.mono(15, look.muted))
  const { focus, prompt } = content.months[month.month - 1] ?? { focus: "", prompt: "" }
  const half = area.w * 0.44
  page.text(area.x + area.w, 74, focus, look.strong(10, look.accent), { align: "right", room: half })
  page.fit({ x: area.x + area.w - half, y: 79, w: half, h: 26 }, prompt, look.text(8.5, look.muted), { align: "right" })
  const habitStep = Math.min(17, 110 / content.habits.length)
  const habitHeight = 34 + content.habits.length * habitStep
  const gridBottom = area.bottom - habitHeight - 18
  grid(frame, page, month, { x: area.x, y: 118, w: area.w, h: gridBottom - 118 })
  habits(frame, page, month, { y: gridBottom + 18, step: habitStep })
  return page
}

function grid(frame: Frame, page: Page, month: Month, box: { x: number; y: number; w: number; h: number }): void {
  const { look, calendar } = frame
  const weekWidth = 24
  const w = (box.w - weekWidth) / 7
  const head = 18
  const h = (box.h - head) / month.weeks.length
  month.weeks[0]?.days.forEach((day, at) => {
    const label = (weekdayNames[day.weekday] ?? "").slice(0, 3)
    page.text(box.x + weekWidth + at * w + 5, box.y + 10, label, look.strong(8, look.muted))
  })
  page.text(box.x, box.y + 10, "Wk", look.strong(8, look.muted))
  month.weeks.forEach((week, row) => {
    const y = box.y + head + row * h
    page.line(box.x, y, box.x + box.w, y, look.ink, 0.7)
    page.text(box.x, y + 14, two(week.number), look.mono(8.5, look.accent))
    page.link({ x: box.x - 4, y, w: weekWidth + 2, h }, { page: week.key })
    week.days.forEach((day, at) => {
      const cell = { x: box.x + weekWidth + at * w, y, w, h }
      const own = day.month === month.month && day.year === month.year
      if (own) ownDay(frame, page, day, cell)
      else page.text(cell.x + 5, y + 15, two(day.date), look.mono(9.5, look.rule))
      if (calendar.has(day)) page.link(cell, { page: day.name })
      page.line(cell.x, y, cell.x, y + h, look.rule, 0.5)
    })
  })
  page.line(box.x, box.y + box.h, box.x + box.w, box.y + box.h, look.ink, 0.7)
}

function ownDay({ look }: Frame, page: Page, day: Day, cell: { x: number; y: number; w: number; h: number }): void {
  if (day.weekday % 6 === 0) page.rect({ x: cell.x, y: cell.y + 0.35, w: cell.w, h: cell.h - 0.7 }, { fill: look.tint, opacity: 0.5 })
  page.text(cell.x + 5, cell.y + 15, two(day.date), look.monoStrong(10.5))
  if (!day.labels.length) return
  page.rect({ x: cell.x, y: cell.y + 20, w: 2.5, h: Math.min(28, cell.h - 24) }, { fill: look.tone })
  page.fit(
    { x: cell.x + 6, y: cell.y + 19, w: cell.w - 9, h: Math.min(30, cell.h - 22) },
    day.labels.join(", "),
    look.strong(7, look.accent, { leading: 1.25 }),
  )
}

function habits({ look, area, content, soft }: Frame, page: Page, month: Month, at: { y: number; step: number }): void {
  const y = section(page, look, "Habits", { x: area.x, y: at.y, w: area.w })
  const label = 104
  const w = (area.w - label) / 31
  for (const day of month.days)
    page.text(area.x + label + (day.date - 0.5) * w, y + 11, String(day.date), look.mono(6, look.muted), { align: "center" })
  content.habits.forEach((habit, row) => {
    const top = y + 16 + row * at.step
    page.fit({ x: area.x, y: top, w: label - 8, h: at.step }, habit, look.text(8, look.ink, { leading: 1.1 }), {
      valign: "middle",
      maxLines: 1,
    })
    const side = Math.min(w - 2, at.step - 2.5)
    for (const day of month.days) {
      const x = area.x + label + (day.date - 0.5) * w - side / 2
      page.rect(
        { x, y: top + (at.step - side) / 2, w: side, h: side },
        { fill: day.weekday % 6 === 0 ? look.tint : undefined, stroke: soft, width: 0.6, radius: 1.5 },
      )
    }
  })
}
