import type { FullBrief } from "#schemas/brief.ts"
import type { Copy, Score } from "#schemas/draft.ts"
import { stemsOf, wordsOf } from "#workers/lib/text.ts"
import { ramp, scoreOf, type Part } from "./measure.ts"

const stopWords = new Set("a an and the of for to in on with your you by or at from that this is it".split(" "))

function titleParts(title: string, primary: string): Part[] {
  const words = wordsOf(title)
  const idle = words.filter((word) => stopWords.has(word)).length / Math.max(1, words.length)
  const stems = stemsOf(title)
  const repeated = stems.length - new Set(stems).size
  const wanted = stemsOf(primary)
  const head = stems.slice(0, wanted.length + 1)
  const first = wanted.length === 0 ? 1 : wanted.filter((stem) => head.includes(stem)).length / wanted.length
  const length = title.length < 30 ? ramp(title.length, 10, 30) : ramp(title.length, 75, 62)
  return [
    {
      name: "title_length",
      weight: 1.5,
      value: Math.max(0.55, length),
      measured: title.length,
      says: `the title has ${title.length} characters`,
      fix: "Bring the title to 30 to 60 characters.",
    },
    {
      name: "keyword_first",
      weight: 2,
      value: first,
      measured: first,
      says: first > 0.99 ? "the primary keyword comes first" : "the primary keyword does not come first",
      fix: `Begin the title with “${primary}”.`,
    },
    {
      name: "title_stop_words",
      weight: 1,
      value: ramp(idle, 0.5, 0),
      measured: idle,
      says: `${Math.round(idle * 100)} % of the title are stop words`,
      fix: "Leave stop words out of the title.",
    },
    {
      name: "title_repeats",
      weight: 1,
      value: repeated === 0 ? 1 : repeated === 1 ? 0.6 : 0,
      measured: repeated,
      says: repeated === 0 ? "no word is said twice in the title" : `the title repeats ${repeated} words`,
      fix: "Say every word in the title once.",
      ...(repeated > 2 ? { cap: 2 } : {}),
    },
  ]
}

/** How often the keywords are hammered in: the primary phrase a hundred words, and the commonest word of substance. */
function stuffing({ description, bullets }: Copy, primary: string): Part {
  const text = [description, ...bullets].join("\n")
  const words = wordsOf(text)
  const phrase = wordsOf(primary).join(" ")
  const times = phrase === "" ? 0 : ` ${words.join(" ")} `.split(` ${phrase} `).length - 1
  const stems = stemsOf(text).filter((stem) => stem.length > 3)
  const counts = new Map<string, number>()
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const commonest = Math.max(0, ...counts.values()) / Math.max(1, stems.length)
  const density = (100 * times) / Math.max(1, words.length)
  const value = Math.min(ramp(density, 4, 2), ramp(commonest, 0.13, 0.075))
  return {
    name: "keyword_density",
    weight: 2,
    value,
    measured: density,
    says: `the primary keyword stands ${times} times in ${words.length} words`,
    fix: "Stop repeating the keyword; say what is in the file.",
    ...(value < 0.3 ? { cap: 2 } : {}),
  }
}

/** Title, description length, tags and search fields, and no keyword stuffing. */
export function seoScore(copy: Copy, brief: FullBrief): Score {
  const primary = brief.keywords[0] ?? brief.category
  const count = wordsOf(copy.description).length
  const tags = new Set(copy.tags.map((tag) => stemsOf(tag).join(" ")))
  const usable = copy.tags.filter((tag) => tag.length <= 20).length
  const tagged = Math.min(tags.size, usable) / 13
  const field = new Set(stemsOf(`${copy.seoTitle} ${copy.seoDescription}`))
  const wanted = stemsOf(primary)
  const named = wanted.filter((stem) => field.has(stem)).length / Math.max(1, wanted.length)
  const fields = 0.4 * ramp(copy.seoTitle.length, 5, 25) + 0.4 * ramp(copy.seoDescription.length, 30, 80) + 0.2 * named
  return scoreOf("seo_score", [
    ...titleParts(copy.title, primary),
    {
      name: "description_words",
      weight: 1.5,
      value: count < 120 ? ramp(count, 40, 120) * 0.7 : ramp(count, 700, 450),
      measured: count,
      says: `the description has ${count} words`,
      fix: count < 120 ? "Write at least 120 words." : "Shorten the description to 450 words.",
    },
    {
      name: "tags",
      weight: 1.5,
      value: ramp(tagged, 0.4, 1),
      measured: tags.size,
      says: `${tags.size} different tags`,
      fix: "Give thirteen different tags of at most 20 characters.",
    },
    {
      name: "search_fields",
      weight: 1,
      value: fields,
      measured: copy.seoDescription.length,
      says: `search title ${copy.seoTitle.length} and description ${copy.seoDescription.length} characters`,
      fix: "Fill search title and search description, with the primary keyword in one of them.",
    },
    stuffing(copy, primary),
  ])
}
