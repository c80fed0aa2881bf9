import type { PlannerContent } from "#schemas/content/planner.ts"
import { Paper } from "#schemas/good.ts"
import type { Kit, Made, Maker, MadeFile } from "../forge.ts"
import { pdfOf, type OutlineEntry } from "../page/pdf.ts"
import { paperNames, type Page } from "../page/page.ts"
import { Typesetter } from "../page/typesetter.ts"
import { wordsOf } from "../page/words.ts"
import { previewFiles } from "../preview.ts"
import { slugOf } from "../slug.ts"
import { calendarOf, monthNames, type Calendar } from "./dates.ts"
import { dayPage } from "./day-page.ts"
import { frameOf, type Frame } from "./frame.ts"
import { coverPage, howPage, type Part } from "./front-pages.ts"
import { monthPage } from "./month-page.ts"
import { weekPage } from "./week-page.ts"
import { datesPage, questionsPage, trackerPage, trackersPage, yearPage } from "./year-pages.ts"

function partsOf({ calendar, content }: Frame): Part[] {
  const first = calendar.months[0]
  return [
    { count: "1", what: "year at a glance, every day linked", page: "year" },
    { count: String(content.yearQuestions.length), what: "questions for the year", page: "questions" },
    { count: "12", what: "months with a habit grid", page: first?.key ?? "year" },
    { count: String(calendar.weeks.length), what: "weeks with a review", page: calendar.weeks[0]?.key ?? "year" },
    { count: String(calendar.days.length), what: "days with a schedule", page: calendar.days[0]?.name ?? "year" },
    ...(content.trackers.length ? [{ count: String(content.trackers.length), what: "trackers", page: "trackers" }] : []),
  ]
}

/** Month, week and day pages in the order of the calendar, so that a printed planner reads from front to back. */
function calendarPages(frame: Frame): Page[] {
  const pages: Page[] = []
  const { calendar } = frame
  for (const day of calendar.days) {
    const month = day.date === 1 ? calendar.months.find((each) => each.month === day.month && each.year === day.year) : undefined
    if (month) pages.push(monthPage(frame, month))
    const week = calendar.weekOf(day)
    if (week.days.find((other) => calendar.has(other))?.at === day.at) pages.push(weekPage(frame, week))
    pages.push(dayPage(frame, day))
  }
  return pages
}

/** All pages of a planner on one paper, in order. */
export function plannerPages(frame: Frame): Page[] {
  const trackers = frame.content.trackers.map((_, at) => trackerPage(frame, at)).filter((page) => page !== undefined)
  return [
    coverPage(frame),
    howPage(frame, partsOf(frame)),
    yearPage(frame),
    questionsPage(frame),
    ...(frame.content.dates.length ? [datesPage(frame)] : []),
    ...calendarPages(frame),
    ...(trackers.length ? [trackersPage(frame), ...trackers] : []),
  ]
}

function outlineOf({ content }: Frame, calendar: Calendar): OutlineEntry[] {
  return [
    { title: "How to use", page: "how" },
    { title: calendar.label, page: "year" },
    { title: "Questions for the year", page: "questions" },
    ...(content.dates.length ? [{ title: "Dates to keep", page: "dates" }] : []),
    ...calendar.months.map((month) => ({
      title: `${monthNames[month.month - 1]} ${month.year}`,
      page: month.key,
      children: month.weeks.map((week) => ({ title: `Week ${week.number}`, page: week.key })),
    })),
    ...(content.trackers.length
      ? [{ title: "Trackers", page: "trackers", children: content.trackers.map(({ title }, at) => ({ title, page: `t-${at + 1}` })) }]
      : []),
  ]
}

/** The pages that show what differs: a month, a week, a day, the year, a tracker. */
function shown(frame: Frame, pages: Page[]) {
  const { calendar } = frame
  // A day and a week in the third month, when a planner is in use; the marked ones show more.
  const month = calendar.months[2]
  const day = month?.days.find((each) => each.labels.length) ?? month?.days[10]
  const week = day && calendar.weekOf(day)
  const named = (name: string | undefined) => pages.find((page) => page.name === name)
  return [
    {
      page: named(month?.key),
      alt: `Month page: ${monthNames[(month?.month ?? 1) - 1]} ${month?.year} with linked dates and a habit grid`,
    },
    { page: named(week?.key), alt: `Week page: week ${week?.number} with a band for each day, a prompt and a review` },
    { page: named(day?.name), alt: "Day page with a schedule, writing areas, habits and notes" },
    { page: named("year"), alt: `Year overview ${calendar.label} with twelve linked months` },
    { page: named("t-1"), alt: `Tracker page: ${frame.content.trackers[0]?.title}` },
  ].flatMap(({ page, alt }) => (page ? [{ page, alt }] : []))
}

async function make(content: PlannerContent, kit: Kit): Promise<Made> {
  const type = new Typesetter(kit.fonts)
  const calendar = calendarOf(content)
  const slug = slugOf(content.title)
  // The title often ends with the year; then the file name need not say it twice.
  const dated = slug.includes(String(content.year)) ? slug : `${slug}-${slugOf(calendar.label)}`
  const deliverables: MadeFile[] = []
  const facts: Made["facts"] = { pages: {}, papers: [], words: 0, counts: {} }
  let front: ReturnType<typeof shown> = []
  for (const paper of Paper.options) {
    const frame = frameOf(content, calendar, kit, type, paper)
    const pages = plannerPages(frame)
    const name = `${dated}-${paper}.pdf`
    const book = {
      title: content.title,
      subject: content.subtitle,
      author: kit.brand.name,
      pages,
      outline: outlineOf(frame, calendar),
      madeAt: kit.madeAt,
    }
    deliverables.push({ name, role: "deliverable", mediaType: "application/pdf", bytes: await pdfOf(book) })
    facts.pages[name] = pages.length
    facts.papers.push(paperNames[paper])
    if (front.length) continue
    front = shown(frame, pages)
    facts.words = wordsOf(pages)
    facts.counts = {
      months: calendar.months.length,
      weeks: calendar.weeks.length,
      days: calendar.days.length,
      trackers: content.trackers.length,
      habits: content.habits.length,
      links: pages.reduce((sum, page) => sum + page.links.length, 0),
    }
  }
  return { deliverables, previews: await previewFiles(front, kit), pages: front.map(({ page }) => page), facts }
}

export const planner: Maker<"planner"> = {
  kind: "planner",
  about: "A dated PDF planner with linked year, month, week and day pages, for A4 and US Letter.",
  make,
}
