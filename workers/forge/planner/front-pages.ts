import { Page } from "../page/page.ts"
import { monthNames } from "./dates.ts"
import { framed, two, type Frame } from "./frame.ts"

/** The title page: the kind's colour, the year as large as the page allows, a plain title. */
export function coverPage({ size, type, look, content, calendar, brandName }: Frame): Page {
  const page = new Page("cover", size, type)
  const { w, h } = size
  page.rect({ x: 0, y: 0, w, h }, { fill: look.tone })
  page.text(44, 56, brandName, look.strong(10, look.onTone))
  const [from, to] = [calendar.months[0], calendar.months.at(-1)]
  const span = `${monthNames[(from?.month ?? 1) - 1]} ${from?.year} – ${monthNames[(to?.month ?? 12) - 1]} ${to?.year}`
  page.text(w - 44, 56, span, look.mono(9, look.onTone), { align: "right" })
  page.line(44, 70, w - 44, 70, look.onTone, 0.8)
  const used = page.fit(
    { x: 44, y: 96, w: w - 88, h: 190 },
    content.title,
    look.display(54, look.onTone, { leading: 1.0, tracking: -0.02 }),
    {
      min: 0.5,
    },
  )
  page.fit({ x: 44, y: 96 + used + 20, w: (w - 88) * 0.66, h: 64 }, content.subtitle, look.text(14, look.onTone, { leading: 1.4 }))
  const figure = calendar.label
  const base = look.display(100, look.onTone, { tracking: -0.045 })
  // Narrow figures such as 1111 would grow too tall for the foot of the page.
  const fitting = Math.min(250, (100 * (w - 84)) / type.width(figure, base))
  page.text(40, h - 62, figure, { ...base, size: fitting, tracking: -0.045 })
  page.link({ x: 0, y: 0, w, h }, { page: "year" })
  return page
}

export type Part = { count: string; what: string; page: string }

/** How to use the file, what is in it, and how its weeks are counted. */
export function howPage(frame: Frame, parts: Part[]): Page {
  const { look, area, content } = frame
  const page = framed(frame, "how", { current: "how" })
  page.text(area.x, 92, "How to use this planner", look.display(32, look.ink, { tracking: -0.01 }))
  const iso = content.weekStart === "monday"
  const steps = [
    ["Move by tapping.", "The tabs at the right edge open a month. In a month, tap a date for its day and a week number for its week."],
    [
      "Begin with the year.",
      "Answer the questions for the year once. They are short on purpose; the weekly review brings you back to them.",
    ],
    [
      "Plan the week before it starts.",
      "Choose up to five things to finish, then give each a day. Answer the week's question in a sentence.",
    ],
    ["Keep the day page small.", "Write the hours that are taken first. Tick habits on the day page or in the grid of the month."],
    [
      "Weeks are numbered.",
      iso
        ? "Weeks start on Monday and follow ISO 8601: week 1 is the week with the first Thursday of the year."
        : "Weeks start on Sunday and are counted as in US calendars: week 1 is the week with January 1.",
    ],
    ["Print what you need.", "Every page stands alone. Print a month, a week or a single day at 100 % and leave the rest on the screen."],
  ]
  let y = 118
  steps.forEach(([title = "", text = ""], at) => {
    page.text(area.x, y + 12, two(at + 1), look.monoStrong(10, look.accent))
    page.text(area.x + 30, y + 12, title, look.heading(13.5))
    page.fit({ x: area.x + 30, y: y + 19, w: area.w - 40, h: 36 }, text, look.text(10.5, look.muted, { leading: 1.4 }))
    y += 64
  })
  y += 14
  const step = Math.min(28, (area.bottom - y - 20) / parts.length)
  page.text(area.x, y + 8, "What is inside", look.strong(8.5))
  page.line(area.x, y + 14, area.x + area.w, y + 14, look.ink, 0.8)
  y += 14
  for (const part of parts) {
    page.text(area.x + 34, y + step / 2 + 4, part.count, look.monoStrong(11), { align: "right" })
    page.fit({ x: area.x + 46, y, w: area.w - 70, h: step }, part.what, look.text(10), { valign: "middle", maxLines: 1 })
    page.text(area.x + area.w, y + step / 2 + 4, "→", look.mono(10, look.accent), { align: "right" })
    page.line(area.x, y + step, area.x + area.w, y + step, look.rule, 0.5)
    page.link({ x: area.x, y, w: area.w, h: step }, { page: part.page })
    y += step
  }
  return page
}
