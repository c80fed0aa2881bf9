import { writingLines } from "../page/furniture.ts"
import { Page } from "../page/page.ts"
import { monthNames, weekdayNames, type Month } from "./dates.ts"
import { framed, section, two, type Frame } from "./frame.ts"

/** The year at a glance: twelve small months, every day and every month linked. */
export function yearPage(frame: Frame): Page {
  const { calendar, look, area } = frame
  const page = framed(frame, "year", { current: "year" })
  page.text(area.x - 2, 102, calendar.label, look.display(52, look.ink, { tracking: -0.02 }))
  const top = 132
  const [gx, gy] = [20, 22]
  const w = (area.w - 2 * gx) / 3
  const h = (area.bottom - top - 3 * gy) / 4
  calendar.months.forEach((month, at) => {
    smallMonth(frame, page, month, { x: area.x + (at % 3) * (w + gx), y: top + Math.floor(at / 3) * (h + gy), w, h })
  })
  return page
}

function smallMonth({ look, content }: Frame, page: Page, month: Month, box: { x: number; y: number; w: number; h: number }): void {
  page.text(box.x, box.y + 11, monthNames[month.month - 1] ?? "", look.heading(12))
  page.text(box.x + box.w, box.y + 11, String(month.year), look.mono(7.5, look.muted), { align: "right" })
  page.link({ x: box.x, y: box.y - 4, w: box.w, h: 20 }, { page: month.key })
  page.line(box.x, box.y + 17, box.x + box.w, box.y + 17, look.ink, 0.8)
  const first = content.weekStart === "monday" ? 1 : 0
  const w = box.w / 7
  for (let at = 0; at < 7; at++)
    page.text(box.x + (at + 0.5) * w, box.y + 29, (weekdayNames[(at + first) % 7] ?? "").slice(0, 2), look.text(6.5, look.muted), {
      align: "center",
    })
  const h = (box.h - 34) / 6
  for (const day of month.days) {
    const row = month.weeks.findIndex((week) => week.days.some((other) => other.at === day.at))
    const column = (day.weekday - first + 7) % 7
    const [x, y] = [box.x + column * w, box.y + 34 + row * h]
    if (day.labels.length) page.circle(x + w / 2, y + h / 2, Math.min(w, h) / 2 - 0.5, { fill: look.tone })
    const colour = day.labels.length ? look.onTone : day.weekday % 6 === 0 ? look.muted : look.ink
    page.text(x + w / 2, y + h / 2 + 2.8, String(day.date), look.mono(8, colour), { align: "center" })
    page.link({ x, y, w, h }, { page: day.name })
  }
}

/** Questions for the whole year, with room to answer. */
export function questionsPage(frame: Frame): Page {
  const { look, area, content, calendar } = frame
  const page = framed(frame, "questions", { current: "questions" })
  page.text(area.x, 92, "Questions for the year", look.display(32, look.ink, { tracking: -0.01 }))
  page.text(area.x, 111, `Answer once, read again in every weekly review. ${calendar.label}`, look.text(10, look.muted), { room: area.w })
  const top = 132
  const each = (area.bottom - top) / content.yearQuestions.length
  content.yearQuestions.forEach((question, at) => {
    const y = top + at * each
    page.text(area.x, y + 16, two(at + 1), look.monoStrong(10, look.accent))
    const used = page.fit({ x: area.x + 28, y: y + 2, w: area.w - 28, h: 36 }, question, look.heading(13, look.ink, { leading: 1.25 }))
    const count = Math.floor((each - used - 14) / 22)
    writingLines(page, area.x + 28, y + used + 2, area.w - 28, Math.max(1, count), 22, look.rule)
  })
  return page
}

/** Every marked date in order, linked to its day. */
export function datesPage(frame: Frame): Page {
  const { look, area, calendar } = frame
  const page = framed(frame, "dates", { current: "dates" })
  page.text(area.x, 92, "Dates to keep", look.display(32, look.ink, { tracking: -0.01 }))
  const marked = calendar.days.filter((day) => day.labels.length)
  const columns = marked.length > 18 ? 2 : 1
  const rows = Math.max(18, Math.ceil(marked.length / columns))
  const gutter = 24
  const w = (area.w - gutter * (columns - 1)) / columns
  const top = 116
  const step = (area.bottom - top) / rows
  for (let at = 0; at < rows * columns; at++) {
    const x = area.x + Math.floor(at / rows) * (w + gutter)
    const y = top + (at % rows) * step
    const day = marked[at]
    page.line(x, y + step, x + w, y + step, look.rule, 0.5)
    // Rows that are left stay empty for the owner's own dates.
    if (!day) continue
    const base = y + step / 2 + 3.5
    page.text(x, base, `${two(day.date)} ${(monthNames[day.month - 1] ?? "").slice(0, 3)}`, look.monoStrong(9.5))
    page.text(x + 46, base, (weekdayNames[day.weekday] ?? "").slice(0, 3), look.text(9, look.muted))
    page.fit({ x: x + 74, y, w: w - 74, h: step }, day.labels.join(" · "), look.text(9.5), { valign: "middle", maxLines: 2 })
    page.link({ x, y, w, h: step }, { page: day.name })
  }
  return page
}

/** A tracker: its table, rows filled in where the content names them, the rest empty. */
export function trackerPage(frame: Frame, at: number): Page | undefined {
  const { look, area, content, soft } = frame
  const tracker = content.trackers[at]
  if (!tracker) return undefined
  const page = framed(frame, `t-${at + 1}`, { current: "trackers" })
  page.fit({ x: area.x, y: 62, w: area.w, h: 38 }, tracker.title, look.display(30, look.ink, { tracking: -0.01 }), {
    min: 0.6,
    valign: "bottom",
  })
  page.fit({ x: area.x, y: 101, w: area.w, h: 28 }, tracker.about, look.text(9.5, look.muted, { leading: 1.35 }))
  const top = 140
  const rows = Math.max(tracker.rows.length + 2, 22)
  const head = 24
  const step = (area.bottom - top - head) / rows
  const wide = tracker.rows.length ? 1.6 : 1
  const unit = area.w / (tracker.columns.length - 1 + wide)
  const xs = tracker.columns.map((_, column) => area.x + (column === 0 ? 0 : unit * (wide + column - 1)))
  page.rect({ x: area.x, y: top, w: area.w, h: head }, { fill: look.tone })
  tracker.columns.forEach((title, column) => {
    const w = column === 0 ? unit * wide : unit
    page.fit({ x: (xs[column] ?? 0) + 6, y: top, w: w - 10, h: head }, title, look.strong(8.5, look.onTone, { leading: 1.15 }), {
      valign: "middle",
      maxLines: 2,
    })
  })
  for (let row = 0; row < rows; row++) {
    const y = top + head + row * step
    if (row % 2) page.rect({ x: area.x, y, w: area.w, h: step }, { fill: look.tint, opacity: 0.45 })
    page.line(area.x, y + step, area.x + area.w, y + step, look.rule, 0.5)
    const name = tracker.rows[row]
    if (name)
      page.fit({ x: area.x + 6, y, w: unit * wide - 10, h: step }, name, look.text(9, look.ink, { leading: 1.15 }), {
        valign: "middle",
        maxLines: 2,
      })
  }
  for (const x of xs.slice(1)) page.line(x, top + head, x, area.bottom, soft, 0.5)
  return page
}

/** The list of trackers, each linked. */
export function trackersPage(frame: Frame): Page {
  const { look, area, content } = frame
  const page = framed(frame, "trackers", { current: "trackers" })
  page.text(area.x, 92, "Trackers", look.display(32, look.ink, { tracking: -0.01 }))
  const step = Math.min(92, (area.bottom - 120) / content.trackers.length)
  content.trackers.forEach(({ title, about }, at) => {
    const y = section(page, look, `${at + 1}`, { x: area.x, y: 118 + at * step, w: area.w })
    page.fit({ x: area.x, y: y + 6, w: area.w, h: 22 }, title, look.heading(15, look.ink, { leading: 1.2 }), { maxLines: 1 })
    page.fit({ x: area.x, y: y + 28, w: area.w, h: step - 50 }, about, look.text(9.5, look.muted, { leading: 1.3 }))
    page.link({ x: area.x, y: y - 14, w: area.w, h: step - 8 }, { page: `t-${at + 1}` })
  })
  return page
}
