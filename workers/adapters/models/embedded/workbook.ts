import type { ContentOf } from "#schemas/content/index.ts"
import type { WorkbookContent } from "#schemas/content/workbook.ts"
import { clip, lowerFirst } from "#workers/lib/text.ts"
import type { PromptInput } from "../model.ts"
import { frame, nameOf, promiseOf, type Frame, type Knowledge } from "./frame.ts"
import { planRows, recordRows } from "./sample-rows.ts"

type Parts = Pick<WorkbookContent, "settings" | "logs" | "lines">

const labelled = (label: string, max: number, fallback: string): string => (label.length <= max ? label : fallback)

function settings({ topic: { log }, year, audience }: Frame): WorkbookContent["settings"] {
  const format = log.unit
  const bound = log.target.direction === "at most" ? "The most" : "The least"
  return [
    { key: "holder", label: "Kept by", value: "Your name", format: "text", note: clip(`Shown on the summary; made for ${audience}`, 140) },
    { key: "year", label: "Year", value: year, format: "integer", note: "The year whose rows you keep here" },
    {
      key: "monthlyTarget",
      label: log.target.label,
      value: log.target.monthly,
      format,
      note: `${bound} you want to see in one month; change it to yours`,
    },
    { key: "monthsKept", label: "Months in the record", value: 3, format: "integer", note: "Raise it by one at the start of each month" },
    {
      key: "hoursAWeek",
      label: "Hours a week for the plan",
      value: 3,
      format: "decimal",
      note: "Time you can give to the tasks on the plan sheet",
    },
  ]
}

function record(framed: Frame): WorkbookContent["logs"][number] {
  const { log } = framed.topic
  return {
    key: "record",
    name: log.name,
    about: log.about,
    columns: [
      { key: "date", label: "Date", format: "date" },
      { key: "item", label: log.item, format: "text" },
      { key: "category", label: log.category, format: "text", choices: log.categories },
      { key: "amount", label: log.amount, format: log.unit },
      { key: "share", label: "Share of month", format: "percent", calc: { op: "divide", left: "amount", right: "settings.monthlyTarget" } },
      { key: "note", label: "Note", format: "text" },
    ],
    rows: recordRows(framed),
    capacity: 400,
  }
}

function plan(framed: Frame): WorkbookContent["logs"][number] {
  return {
    key: "plan",
    name: "Plan",
    about: "What to do next, by area, with a due date and a time. Choose Yes in the last column when it is done.",
    columns: [
      { key: "task", label: "Task", format: "text" },
      { key: "area", label: "Area", format: "text", choices: framed.areas.map(({ name }) => clip(name, 30)) },
      { key: "due", label: "Due", format: "date" },
      { key: "minutes", label: "Minutes", format: "integer" },
      { key: "hours", label: "Hours", format: "decimal", calc: { op: "divide", left: "minutes", right: 60 } },
      { key: "done", label: "Done", format: "text", choices: ["Yes", "No"] },
    ],
    rows: planRows(framed),
    capacity: 200,
  }
}

function recordLines({ topic: { log } }: Frame): WorkbookContent["lines"] {
  const format = log.unit
  const most = log.target.direction === "at most"
  const name = lowerFirst(log.name)
  return [
    {
      key: "total",
      label: "Total so far",
      format,
      aggregate: { of: "sum", log: "record", column: "amount" },
    },
    { key: "entries", label: clip(`Rows in ${name}`, 44), format: "integer", aggregate: { of: "count", log: "record", column: "amount" } },
    { key: "average", label: "Average of one row", format: "decimal", aggregate: { of: "average", log: "record", column: "amount" } },
    { key: "largest", label: "Largest row", format, aggregate: { of: "max", log: "record", column: "amount" } },
    { key: "smallest", label: "Smallest row", format, aggregate: { of: "min", log: "record", column: "amount" } },
    { key: "perMonth", label: "Average of one month", format, calc: { op: "divide", left: "lines.total", right: "settings.monthsKept" } },
    {
      key: "planned",
      label: "Planned for these months",
      format,
      calc: { op: "multiply", left: "settings.monthlyTarget", right: "settings.monthsKept" },
    },
    {
      key: "room",
      label: most ? "Left of the plan" : "Ahead of the plan",
      format,
      calc: most
        ? { op: "subtract", left: "lines.planned", right: "lines.total" }
        : { op: "subtract", left: "lines.total", right: "lines.planned" },
      warnBelow: 0,
    },
    {
      key: "reached",
      label: most ? "Share of the plan used" : "Share of the plan reached",
      format: "percent",
      calc: { op: "divide", left: "lines.total", right: "lines.planned" },
      ...(most ? { warnAbove: 1 } : { warnBelow: 0.8 }),
    },
    { key: "fullYear", label: "The year at this pace", format, calc: { op: "multiply", left: "lines.perMonth", right: 12 } },
  ]
}

function categoryLines({ topic: { log } }: Frame): WorkbookContent["lines"] {
  return log.categories.slice(0, 6).map((category, at) => ({
    key: `category${at + 1}`,
    label: clip(`${category}: total`, 44),
    format: log.unit,
    aggregate: { of: "sum", log: "record", column: "amount", where: { column: "category", equals: category } },
  }))
}

const planLines: WorkbookContent["lines"] = [
  { key: "tasks", label: "Tasks on the plan", format: "integer", aggregate: { of: "count", log: "plan", column: "minutes" } },
  {
    key: "tasksDone",
    label: "Tasks done",
    format: "integer",
    aggregate: { of: "count", log: "plan", column: "minutes", where: { column: "done", equals: "Yes" } },
  },
  {
    key: "doneShare",
    label: "Share of the plan done",
    format: "percent",
    calc: { op: "divide", left: "lines.tasksDone", right: "lines.tasks" },
  },
  { key: "hoursPlanned", label: "Hours on the plan", format: "decimal", aggregate: { of: "sum", log: "plan", column: "hours" } },
  {
    key: "weeksNeeded",
    label: "Weeks at your pace",
    format: "decimal",
    calc: { op: "divide", left: "lines.hoursPlanned", right: "settings.hoursAWeek" },
  },
]

function howTo({ topic: { log } }: Frame): string[] {
  return [
    "Read the sample rows first: they show what each column expects. Then clear them and keep the formulas.",
    `Set your own figures on the settings sheet. ${log.target.label} is the one that matters most.`,
    `Add one row to ${log.name} each time, with a date and a choice from the list. The summary follows by itself.`,
    "Look at the summary once a week. A coloured cell means that a figure has passed its limit.",
    "Raise the months in the record at the start of each month, so that averages and plan stay true.",
  ]
}

export function composeWorkbook(
  knowledge: Knowledge,
  { brief, variation, currency }: PromptInput<"content.workbook">,
): ContentOf<"workbook"> {
  const framed = frame(knowledge, brief, variation)
  const { log } = framed.topic
  const parts: Parts = {
    settings: settings(framed),
    logs: [record(framed), plan(framed)],
    lines: [...recordLines(framed), ...categoryLines(framed), ...planLines],
  }
  return {
    kind: "workbook",
    title: nameOf(framed),
    subtitle: promiseOf(framed.random.pick(framed.topic.outcomes)),
    currency,
    howTo: howTo(framed).map((line) => clip(line, 200)),
    ...parts,
    breakdowns: [
      {
        title: clip(labelled(`${log.amount} by ${lowerFirst(log.category)}`, 44, "By category"), 44),
        log: "record",
        by: "category",
        sum: "amount",
      },
      { title: clip(labelled(`${log.amount} by month`, 44, "By month"), 44), log: "record", by: "date", sum: "amount" },
      { title: "Minutes by area", log: "plan", by: "area", sum: "minutes" },
    ],
  }
}
