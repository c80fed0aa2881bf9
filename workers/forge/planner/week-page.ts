import { checkbox, writingLines } from "../page/furniture.ts"
import type { Page } from "../page/page.ts"
import { rangeOf, weekdayNames, type Week } from "./dates.ts"
import { framed, section, two, type Frame } from "./frame.ts"

/** One week: a band a day with its link, three things to finish, the week's prompt and its review. */
export function weekPage(frame: Frame, week: Week): Page {
  const { calendar, look, area, content } = frame
  const home = week.days.find((day) => calendar.has(day))
  const month = calendar.months.find((each) => each.year === home?.year && each.month === home.month)
  const page = framed(frame, week.key, { month })
  page.text(area.x, 88, `Week ${week.number}`, look.display(34, look.ink, { tracking: -0.01 }))
  page.text(area.x, 106, rangeOf(week.days), look.text(10.5, look.muted))
  steps(frame, page, week)
  const top = area.y + 66
  const gutter = 22
  const left = Math.round(area.w * 0.58)
  bands(frame, page, week, { x: area.x, y: top, w: left, h: area.bottom - top })
  const side = { x: area.x + left + gutter, w: area.w - left - gutter }
  let y = section(page, look, "To finish this week", { ...side, y: top })
  for (let at = 0; at < 5; at++) {
    checkbox(page, side.x + 0.5, y + 9, 9, look.muted, 0.7)
    page.line(side.x + 16, y + 22, side.x + side.w, y + 22, look.rule, 0.5)
    y += 22
  }
  y += 16
  const prompt = content.weekPrompts[calendar.weeks.indexOf(week) % content.weekPrompts.length] ?? ""
  page.rect({ x: side.x, y, w: side.w, h: 96 }, { fill: look.tint, radius: 4 })
  page.text(side.x + 10, y + 17, "THIS WEEK", look.label(6.5, look.accent))
  page.fit({ x: side.x + 10, y: y + 23, w: side.w - 20, h: 66 }, prompt, look.heading(11.5, look.ink, { leading: 1.25 }))
  y += 112
  const questions = content.weekReview
  const top2 = section(page, look, "Review", { ...side, y })
  const each = (area.bottom - top2) / questions.length
  questions.forEach((question, at) => {
    const start = top2 + at * each + 5
    const used = page.fit({ x: side.x, y: start, w: side.w, h: 26 }, question, look.strong(8.5, look.ink, { leading: 1.25 }))
    writingLines(page, side.x, start + used, side.w, Math.max(1, Math.floor((each - used - 8) / 19)), 19, look.rule)
  })
  return page
}

/** Links to the week before and the week after. */
function steps({ calendar, look, area }: Frame, page: Page, week: Week): void {
  const at = calendar.weeks.indexOf(week)
  const right = area.x + area.w
  const places = [
    { to: calendar.weeks[at - 1], text: "←", x: right - 66 },
    { to: calendar.weeks[at + 1], text: "→", x: right - 28 },
  ]
  for (const { to, text, x } of places) {
    if (!to) continue
    page.rect({ x, y: 68, w: 28, h: 22 }, { stroke: look.rule, width: 0.7, radius: 4 })
    page.text(x + 14, 83, text, look.mono(11), { align: "center" })
    page.link({ x, y: 68, w: 28, h: 22 }, { page: to.key })
  }
}

function bands({ calendar, look }: Frame, page: Page, week: Week, box: { x: number; y: number; w: number; h: number }): void {
  const step = box.h / 7
  week.days.forEach((day, at) => {
    const y = box.y + at * step
    const inside = calendar.has(day)
    page.line(box.x, y, box.x + box.w, y, inside ? look.ink : look.rule, 0.8)
    page.text(box.x, y + 21, two(day.date), look.monoStrong(15, inside ? look.ink : look.rule))
    page.text(box.x, y + 33, weekdayNames[day.weekday] ?? "", look.text(7.5, inside ? look.muted : look.rule))
    const left = box.x + 58
    if (inside) page.link({ x: box.x, y: y + 2, w: 54, h: step - 4 }, { page: day.name })
    // Outside the planner's twelve months there is no day page, and nothing to write.
    if (!inside) return
    const label = day.labels.join(" · ")
    if (label) page.fit({ x: left, y: y + 5, w: box.w - 58, h: 14 }, label, look.strong(8.5, look.accent), { maxLines: 1 })
    const count = Math.floor((step - 6) / 18)
    for (let line = 1; line <= count; line++) page.line(left, y + line * 18 + 3, box.x + box.w, y + line * 18 + 3, look.rule, 0.45)
  })
}
