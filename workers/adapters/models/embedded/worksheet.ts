import type { ContentOf } from "#schemas/content/index.ts"
import type { WorksheetBlock, WorksheetContent } from "#schemas/content/worksheet.ts"
import type { Topic } from "#schemas/topic.ts"
import { clip, sentence, sentencesOf } from "#workers/lib/text.ts"
import type { PromptInput } from "../model.ts"
import { frame, nameOf, promiseOf, type Frame, type Knowledge } from "./frame.ts"

type Area = Topic["areas"][number]
type Sheet = WorksheetContent["sheets"][number]

const checklist = ({ tasks }: Area, title: string): WorksheetBlock => ({
  type: "checklist",
  title,
  items: tasks.map(({ text, why }) => (why && why.length <= 160 ? { text, note: why } : { text })),
})

const questions = ({ questions: all }: Area, title: string, lines: number): WorksheetBlock => ({
  type: "questions",
  title,
  questions: all.slice(0, 5).map((text) => ({ text, lines })),
})

const slips = ({ mistakes }: Area): WorksheetBlock => ({
  type: "steps",
  title: "Slips to catch early",
  steps: mistakes.map(({ mistake, instead }) => ({ text: mistake, detail: instead })),
})

function timetable({ tasks }: Area): WorksheetBlock | undefined {
  const timed = tasks.filter(({ text, minutes }) => text.length <= 60 && minutes !== undefined)
  const rows = timed.map(({ text, minutes }) => [text, String(minutes), "", ""])
  return rows.length < 3
    ? undefined
    : { type: "table", title: "Time it", columns: ["Step", "Minutes", "My minutes", "Date"], rows, blankRows: 2 }
}

const often = ({ tasks }: Area): WorksheetBlock => ({
  type: "scale",
  title: "How often does this happen?",
  low: "Never",
  high: "Every time",
  statements: tasks
    .map(({ text }) => text)
    .filter((text) => text.length <= 110)
    .slice(0, 8),
})

/** Two sentences of the area's own text: enough to know what the sheet is for. */
const introOf = ({ about }: Area): string => {
  const [first = "", second = ""] = sentencesOf(about)
  return clip(first.length + second.length < 298 ? `${first} ${second}` : first, 300)
}

/** Layouts take turns, so that no two neighbouring sheets look alike. */
function areaSheet(area: Area, at: number): Sheet {
  const timed = timetable(area)
  const layouts: WorksheetBlock[][] = [
    [checklist(area, "Step by step"), questions(area, "Think it through", 3)],
    [questions(area, "Before you begin", 2), checklist(area, "Do this"), slips(area)],
    [slips(area), checklist(area, "Your list"), ...(timed ? [timed] : [])],
    [often(area), questions(area, "What the marks tell you", 3)],
  ]
  const blocks = layouts[at % layouts.length] ?? []
  const usable = blocks.every((block) => block.type !== "scale" || block.statements.length >= 3) ? blocks : (layouts[0] ?? [])
  return { title: area.name, intro: introOf(area), blocks: usable }
}

function recordSheet({ topic: { log } }: Frame): Sheet {
  const columns = ["Date", log.item, log.category, log.amount, "Note"]
  const kinds: WorksheetBlock = {
    type: "table",
    title: "Totals",
    columns: [log.category, "Plan", "Real", "Difference"],
    rows: log.categories.map((category) => [category, "", "", ""]),
    blankRows: 0,
  }
  return {
    title: `${log.name} Record`,
    intro: sentence(log.about),
    blocks: [{ type: "table", title: "Record", columns: [...new Set(columns)], rows: [], blankRows: 16 }, kinds],
  }
}

function yearSheet({ topic }: Frame): Sheet {
  const names = "January February March April May June July August September October November December".split(" ")
  const rows = topic.months.map(({ focus }, at) => [names[at] ?? "", focus, ""])
  return {
    title: "Twelve Months at a Glance",
    intro: "One thing to look after each month. Cross out what does not fit your year and write your own beside it.",
    blocks: [{ type: "table", title: "The year", columns: ["Month", "Focus", "Mine"], rows, blankRows: 0 }],
  }
}

function reviewSheet({ topic, random }: Frame): Sheet {
  const asked = topic.review.slice(0, 5).map((text) => ({ text, lines: 2 }))
  const items = random.sample(topic.weekly, 8).map((text) => ({ text }))
  return {
    title: "Weekly Check",
    intro: "Ten minutes at the end of the week. Answer the questions first, then pick two nudges from the list for the week ahead.",
    blocks: [
      { type: "questions", title: "Look back", questions: asked },
      { type: "checklist", title: "Pick two for next week", items },
    ],
  }
}

function firstSheet({ areas, subject, random }: Frame): Sheet {
  const asked = areas.slice(0, 4).map(({ questions: all }) => ({ text: random.pick(all), lines: 3 }))
  const rows = areas.map(({ name }) => [clip(name, 60), "", ""])
  return {
    title: "Where You Stand Today",
    intro: clip(
      `Fill this in before anything else. It takes about fifteen minutes and shows which sheet on ${subject} to print first.`,
      300,
    ),
    blocks: [
      { type: "table", title: "Mark each area from 1 to 5", columns: ["Area", "Today", "In three months"], rows, blankRows: 1 },
      { type: "questions", title: "Four honest answers", questions: asked },
    ],
  }
}

export function composeWorksheet(knowledge: Knowledge, { brief, variation }: PromptInput<"content.worksheet">): ContentOf<"worksheet"> {
  const framed = frame(knowledge, brief, variation)
  const { topic, areas, random } = framed
  const turn = random.int(0, 3)
  return {
    kind: "worksheet",
    title: nameOf(framed),
    subtitle: promiseOf(random.pick(topic.outcomes)),
    howTo: [
      "Print the sheets you need, on A4 or US Letter; each one stands alone on its own page.",
      "Begin with Where You Stand Today and let the lowest mark choose the next sheet.",
      "Write with a pencil the first time. Print the weekly check again every week.",
      "Keep the filled sheets together: comparing two of them shows more than either alone.",
    ],
    sheets: [
      firstSheet(framed),
      ...areas.map((area, at) => areaSheet(area, at + turn)),
      recordSheet(framed),
      reviewSheet(framed),
      yearSheet(framed),
    ],
  }
}
