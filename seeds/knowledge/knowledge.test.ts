import { expect, test } from "vitest"
import { Topic } from "#schemas/topic.ts"
import { brand } from "../brand.ts"
import { topics } from "./index.ts"

/** Every string of a value with the path that leads to it. */
function lines(value: unknown, path = ""): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }]
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => lines(inner, `${path}/${key}`))
}

const sentences = (text: string) => text.split(/(?<=[.!?])\s+/)
const words = (sentence: string) => sentence.split(/\s+/).length
const all = () => topics().flatMap((topic) => lines(topic, topic.id))
/** Short labels, form fields and calendar days may come back in another topic; prose may not. */
const isProse = ({ path }: { path: string }) => !/\/(aliases|habits|inputs|dates|nouns|verbs)\//.test(path)

const files = import.meta.glob<unknown>("./*.json", { eager: true, import: "default" })

test("every file is a topic of the schema, is listed once and is named by its id", () => {
  for (const [path, file] of Object.entries(files)) {
    const topic = Topic.parse(file)
    // Parsing trims; a file that differs from its parsed form would be used untrimmed.
    expect(topic, path).toEqual(file)
    expect(path).toBe(`./${topic.id}.json`)
  }
  expect(
    topics()
      .map((topic) => `./${topic.id}.json`)
      .sort(),
  ).toEqual(Object.keys(files).sort())
})

test("one topic fits any subject, for briefs that match nothing", () => {
  expect(topics().filter((topic) => topic.id === "everyday-projects")).toHaveLength(1)
})

test("no alias points to two topics, and a topic defines a term once", () => {
  const owners = new Map<string, string>()
  for (const { id, aliases, areas } of topics()) {
    for (const alias of aliases) {
      expect(owners.get(alias) ?? id, `"${alias}"`).toBe(id)
      expect(alias).toBe(alias.toLowerCase())
      owners.set(alias, id)
    }
    const terms = areas.flatMap((area) => area.terms.map(({ term }) => term))
    expect(
      terms.filter((term, at) => terms.indexOf(term) !== at),
      id,
    ).toEqual([])
  }
})

test("no line uses a phrase that the brand has banned", () => {
  const found = all().filter(({ text }) => brand.voice.banned.some((phrase) => text.toLowerCase().includes(phrase)))
  expect(found).toEqual([])
})

test("no sentence is longer than the brand's voice allows", () => {
  const long = all().flatMap(({ path, text }) =>
    sentences(text)
      .filter((one) => words(one) > brand.voice.maxSentenceWords)
      .map(() => path),
  )
  expect(long).toEqual([])
})

test("no sentence of four words or more stands twice, in one topic or across them", () => {
  const seen = new Map<string, string>()
  const twice: string[] = []
  for (const { path, text } of all().filter(isProse)) {
    for (const sentence of sentences(text).filter((one) => words(one) >= 4)) {
      const key = sentence.toLowerCase().replace(/[^\p{L}\p{N} ]/gu, "")
      if (seen.has(key)) twice.push(`${seen.get(key)} = ${path}: ${sentence}`)
      seen.set(key, path)
    }
  }
  expect(twice).toEqual([])
})

test("all characters are ones that a Latin font draws", () => {
  const odd = all().filter(({ text }) => /[^\u0020-\u007e\u00a0-\u017f–—‘’“”…€]/u.test(text))
  expect(odd).toEqual([])
})

test("dates exist in every year, and months and week prompts fill a year's planner", () => {
  for (const topic of topics()) {
    expect(topic.months, topic.id).toHaveLength(12)
    expect(new Set(topic.months.map((month) => month.focus)).size, topic.id).toBe(12)
    expect(topic.weekly.length, topic.id).toBeGreaterThanOrEqual(20)
    for (const { month, day, label } of topic.dates) {
      const last = new Date(Date.UTC(2027, month, 0)).getUTCDate()
      expect(day, `${topic.id} ${label}`).toBeLessThanOrEqual(last)
    }
  }
})

test("a log's range runs upwards, its target lies above one entry, and its labels are unique", () => {
  for (const { id, log } of topics()) {
    const [low, high] = log.range
    expect(low, id).toBeLessThan(high)
    expect(log.target.monthly, id).toBeGreaterThan(low)
    expect(new Set(log.items).size, id).toBe(log.items.length)
    expect(new Set(log.categories).size, id).toBe(log.categories.length)
    expect(new Set([log.item, log.category, log.amount]).size, id).toBe(3)
  }
})
