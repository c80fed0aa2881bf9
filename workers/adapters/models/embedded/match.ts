import type { Topic } from "#schemas/topic.ts"
import { stemsOf } from "#workers/lib/text.ts"

export type Ask = { category: string; audience: string; keywords: readonly string[] }
export type Match = { topic: Topic; confidence: number }

/** Below this nothing that we know fits, and the general topic is used with the brief's own words. */
export const threshold = 0.34
const general = "everyday-projects"

/** Words of the trade of making files: they say what kind is wanted, not what it is about. */
const kindStems = new Set(
  stemsOf(
    "planner planners planning plan tracker tracking track template templates printable digital pdf workbook spreadsheet excel worksheet checklist list prompts prompt chatgpt ai ebook guide handbook wall art print poster journal log daily weekly monthly yearly calendar pack bundle set simple best easy new beginners people busy",
  ),
)

const meaning = (text: string): string[] => stemsOf(text).filter((stem) => !kindStems.has(stem) && !/^\d+$/.test(stem))

function holds(text: readonly string[], part: readonly string[]): boolean {
  return part.length > 0 && text.some((_, at) => part.every((stem, i) => text[at + i] === stem))
}

type Known = { topic: Topic; phrases: string[][]; strong: Set<string>; weak: Set<string> }

function known(topic: Topic): Known {
  const phrases = [topic.name, ...topic.aliases]
    .map((phrase) => stemsOf(phrase))
    .filter((stems) => stems.some((stem) => !kindStems.has(stem)))
  const strong = new Set(phrases.flat().filter((stem) => !kindStems.has(stem)))
  const weak = new Set([...topic.words.nouns, ...topic.areas.map((area) => area.name), ...topic.audiences].flatMap(meaning))
  return { topic, phrases, strong, weak }
}

/** Share of the text's rare words that the topic knows; a word that many topics know counts for little. */
function coverage(text: readonly string[], { strong, weak }: Known, rarity: (stem: string) => number): number {
  const total = text.reduce((sum, stem) => sum + rarity(stem), 0)
  const met = text.reduce((sum, stem) => sum + rarity(stem) * (strong.has(stem) ? 1 : weak.has(stem) ? 0.5 : 0), 0)
  return total === 0 ? 0 : met / total
}

function phraseIn(text: string, { topic, phrases }: Known): number {
  const stems = stemsOf(text)
  // `AI prompts` is all kind words, and yet some topic's very name.
  if (meaning(text).length === 0) return topic.aliases.some((alias) => stemsOf(alias).join(" ") === stems.join(" ")) ? 0.9 : 0
  const size = Math.max(1, meaning(text).length)
  const best = phrases.filter((phrase) => holds(stems, phrase)).map((phrase) => phrase.filter((stem) => !kindStems.has(stem)).length / size)
  return best.length === 0 ? 0 : 0.55 + 0.45 * Math.min(1, Math.max(...best))
}

/** Every topic with how well it fits, 0 to 1, best first: the category counts most, then keywords, then the audience. */
export function rank(topics: readonly Topic[], ask: Ask): Match[] {
  const all = topics.map(known)
  const rarity = (stem: string) =>
    Math.log(1 + (all.length + 1) / (1 + all.filter((one) => one.strong.has(stem) || one.weak.has(stem)).length))
  return all
    .map((one) => {
      const category = Math.max(phraseIn(ask.category, one), 0.9 * coverage(meaning(ask.category), one, rarity))
      const keywords = ask.keywords.map((keyword) => Math.max(phraseIn(keyword, one), 0.8 * coverage(meaning(keyword), one, rarity)))
      const best = keywords.length === 0 ? 0 : Math.max(...keywords)
      const mean = keywords.length === 0 ? category : keywords.reduce((sum, each) => sum + each, 0) / keywords.length
      const audience = Math.max(phraseIn(ask.audience, one), 0.8 * coverage(meaning(ask.audience), one, rarity))
      return {
        topic: one.topic,
        confidence: Math.min(1, 0.62 * category + 0.14 * best + 0.12 * mean + 0.12 * audience + (category === 0 ? 0.1 * best : 0)),
      }
    })
    .sort((a, b) => b.confidence - a.confidence || a.topic.id.localeCompare(b.topic.id))
}

/** The topic to write from: the best, two blended when both fit the words of the category, or the general one. */
export function topicFor(topics: readonly Topic[], ask: Ask): Match & { general: boolean; ids: string[] } {
  const ranked = rank(
    topics.filter((topic) => topic.id !== general),
    ask,
  )
  const [first, second] = ranked
  if (!first || first.confidence < threshold) {
    const fallback = topics.find((topic) => topic.id === general) ?? first?.topic
    if (!fallback) throw new RangeError("The composer knows no topic.")
    return { topic: fallback, confidence: first?.confidence ?? 0, general: true, ids: [fallback.id] }
  }
  const both =
    second !== undefined && second.confidence > threshold && second.confidence > 0.72 * first.confidence && isTwofold(ask.category)
  return both
    ? { topic: blend(first.topic, second.topic), confidence: first.confidence, general: false, ids: [first.topic.id, second.topic.id] }
    : { topic: first.topic, confidence: first.confidence, general: false, ids: [first.topic.id] }
}

/** Only a brief that names two things gets two topics: `budgeting and meal planning`, `study & fitness`. */
const isTwofold = (category: string): boolean => /\s(?:and|&|\+|plus|with|meets)\s|[,/]/i.test(category)

const zip = <T>(a: readonly T[], b: readonly T[], max: number): T[] =>
  [...new Set(a.flatMap((item, at) => (b[at] === undefined ? [item] : [item, b[at]])))].slice(0, max)

/** One topic out of two: the first leads and keeps its record, the second adds areas, habits, weeks and words. */
export function blend(a: Topic, b: Topic): Topic {
  return {
    ...a,
    name: `${a.name} and ${b.name}`,
    outcomes: zip(a.outcomes, b.outcomes, 10),
    areas: [...a.areas.slice(0, 4), ...b.areas.slice(0, 3)],
    habits: zip(a.habits, b.habits, 14),
    daily: zip(a.daily, b.daily, 8),
    weekly: zip(a.weekly, b.weekly, 30),
    months: a.months.map((month, at) => (at % 2 === 0 ? month : (b.months[at] ?? month))),
    dates: [...a.dates, ...b.dates].slice(0, 30),
    words: {
      nouns: zip(a.words.nouns, b.words.nouns, 20),
      verbs: zip(a.words.verbs, b.words.verbs, 12),
      mottos: zip(a.words.mottos, b.words.mottos, 16),
      images: zip(a.words.images, b.words.images, 10),
    },
  }
}
