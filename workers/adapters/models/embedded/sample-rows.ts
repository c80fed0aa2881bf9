import type { WorkbookContent } from "#schemas/content/workbook.ts"
import { clip, stemsOf } from "#workers/lib/text.ts"
import type { Frame } from "./frame.ts"

type Row = WorkbookContent["logs"][number]["rows"][number]

const iso = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`

/** An item's category: as the topic files it, else by a shared word, else by its place in the list. */
function categoryOf({ topic: { log } }: Frame, item: string): string {
  const filed = log.filed?.[item]
  if (filed !== undefined) return filed
  const stems = new Set(stemsOf(item))
  const shared = log.categories.find((category) => stemsOf(category).some((stem) => stems.has(stem)))
  return shared ?? log.categories[log.items.indexOf(item) % log.categories.length] ?? ""
}

/** Amounts lean to the low end, as real ones do; money ends on the cents that shops use. */
function amountOf({ topic: { log }, random }: Frame): number {
  const [low, high] = log.range
  const raw = low + (high - low) * random.next() ** 2
  if (log.unit === "integer") return Math.max(Math.round(low), Math.round(raw))
  if (log.unit === "decimal") return Math.round(raw * 10) / 10
  return raw < 20 ? Math.round(raw) + random.pick([0, 0.5, -0.01]) : Math.round(raw)
}

/** Three months of plausible rows whose monthly sum lies near the target, as far as twelve rows a month allow. */
export function recordRows(framed: Frame): Row[] {
  const { topic, random, year } = framed
  const { range, target, items } = topic.log
  const mean = range[0] + (range[1] - range[0]) / 3
  const each = Math.min(
    12,
    Math.max(5, Math.round((target.monthly * (target.direction === "at most" ? 0.9 : 1.05)) / Math.max(mean, 0.01))),
  )
  return [1, 2, 3].flatMap((month) => {
    const days = Array.from({ length: each }, (_, at) => 1 + Math.floor(((at + random.next()) * 27) / each))
    const picked = [...random.sample(items, each), ...random.sample(items, Math.max(0, each - items.length))]
    return days.map((day, at) => {
      const item = picked[at] ?? items[0] ?? ""
      return { date: iso(year, month, day), item, category: categoryOf(framed, item), amount: amountOf(framed), note: "" }
    })
  })
}

/** Tasks of every area with due dates a few days apart from the first week of January; the early ones are done. */
export function planRows({ areas, random, year }: Frame): Row[] {
  const tasks = areas.flatMap(({ name, tasks: all }) => random.sample(all, 4).map((task) => ({ ...task, area: clip(name, 30) })))
  return tasks.slice(0, 30).map(({ text, area, minutes }, at) => {
    const due = new Date(Date.UTC(year, 0, 5 + at * 4))
    return { task: text, area, due: due.toISOString().slice(0, 10), minutes: minutes ?? 15, done: at < 6 ? "Yes" : "No" }
  })
}
