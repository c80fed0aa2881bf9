import type { ContentOf } from "#schemas/content/index.ts"
import type { PlannerContent } from "#schemas/content/planner.ts"
import { clip, lowerFirst } from "#workers/lib/text.ts"
import type { PromptInput } from "../model.ts"
import { frame, nameOf, promiseOf, type Frame, type Knowledge } from "./frame.ts"

type Tracker = PlannerContent["trackers"][number]
const monthNames = "January February March April May June July August September October November December".split(" ")
const column = (label: string, fallback: string): string => (label.length <= 22 ? label : fallback)

function record({ topic: { log } }: Frame): Tracker {
  const columns = ["Date", column(log.item, "What"), column(log.category, "Kind"), column(log.amount, "Amount"), "Note"]
  return { title: log.name, about: clip(log.about, 120), columns: [...new Set(columns)], rows: [] }
}

function byMonth({ topic: { log }, year }: Frame): Tracker {
  const about = `Write the plan for each month of ${year} once, then the real figure when the month is over.`
  return { title: clip(`${log.name} by Month`, 40), about, columns: ["Plan", "Real", "Difference", "Why"], rows: monthNames }
}

function byCategory({ topic: { log } }: Frame): Tracker {
  const about = `One line for each ${lowerFirst(log.category)}: what you expected each quarter and where it ended.`
  return {
    title: clip(`${log.name} by Quarter`, 40),
    about: clip(about, 120),
    columns: ["Q1", "Q2", "Q3", "Q4", "Year"],
    rows: log.categories,
  }
}

function areasNow({ areas }: Frame): Tracker {
  const about = "Give each area a mark from 1 to 5 four times a year; the lowest mark gets the next free hour."
  return {
    title: "Where You Stand",
    about,
    columns: ["March", "June", "September", "December"],
    rows: areas.map(({ name }) => clip(name, 40)),
  }
}

function decisions(): Tracker {
  const about = "What you decided, why, and the day on which you will check whether it was right."
  return { title: "Decisions", about, columns: ["Date", "Decision", "Reason", "Check on"], rows: [] }
}

function steps({ areas, random }: Frame): Tracker {
  const short = areas.flatMap(({ tasks }) => tasks.map(({ text }) => text)).filter((text) => text.length <= 40)
  const about = "Jobs that come round again: write the date on which each was last done."
  return { title: "Jobs That Come Round", about, columns: ["First time", "Second", "Third", "Fourth"], rows: random.sample(short, 14) }
}

export function composePlanner(knowledge: Knowledge, { brief, variation }: PromptInput<"content.planner">): ContentOf<"planner"> {
  const framed = frame(knowledge, brief, variation)
  const { topic, areas, random, year, audience } = framed
  const questions = areas.map(({ questions: all }) => random.pick(all)).filter((question) => question.length <= 120)
  const fallback = ["What should be different by December?", "What worked last year and stays?", "What will I stop doing?"]
  const extra = random.sample(
    [byCategory(framed), areasNow(framed), decisions(), steps(framed)].filter(
      ({ rows, title }) => rows.length > 3 || title === "Decisions",
    ),
    3,
  )
  return {
    kind: "planner",
    title: nameOf(framed),
    subtitle: promiseOf(random.pick(topic.outcomes)),
    year,
    firstMonth: 1,
    weekStart: /\b(?:american|americans|us|usa|canadian)\b/i.test(audience) ? "sunday" : "monday",
    yearQuestions: [...new Set([...questions, ...fallback])].slice(0, Math.max(4, Math.min(6, questions.length))),
    months: topic.months.map((month) => ({ ...month })),
    dates: topic.dates.map((date) => ({ ...date })),
    weekPrompts: random.sample(topic.weekly, topic.weekly.length),
    weekReview: topic.review.slice(0, 5),
    dayBlocks: topic.daily.slice(0, 4),
    habits: random.sample(topic.habits, Math.min(8, topic.habits.length)),
    trackers: [record(framed), byMonth(framed), ...extra],
  }
}
