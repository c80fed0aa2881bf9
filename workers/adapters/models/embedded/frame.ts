import type { Brand } from "#schemas/brand.ts"
import type { FullBrief } from "#schemas/brief.ts"
import type { GoodKind } from "#schemas/good.ts"
import type { Topic } from "#schemas/topic.ts"
import { seeded, type Random } from "#workers/lib/random.ts"
import { clip, stemsOf, titleCase, upperFirst, wordsOf } from "#workers/lib/text.ts"
import { keywordsFrom, phrase } from "./clean.ts"
import { keyphrase, withoutKind } from "./kinds.ts"
import { topicFor } from "./match.ts"

export type Knowledge = { topics: readonly Topic[]; brand: Pick<Brand, "voice"> }

/** What every task writes from: the topic, the brief's words made fit for a sentence, and a seeded choice. */
export type Frame = {
  topic: Topic
  general: boolean
  kind: GoodKind
  year: number
  subject: string
  audience: string
  keywords: string[]
  primary: string
  areas: Topic["areas"]
  random: Random
}

type Words = Pick<FullBrief, "category" | "audience" | "keywords" | "kind" | "year"> & { angle?: string }

/** The audience as it fits after `for`, cut at a joint when it is long. */
export function shortAudience(audience: string, max: number): string {
  if (audience.length <= max) return audience
  const [head = ""] = audience.split(/\s+(?:who|that|with|in|on|and|or|from|at|of)\s+|[,;:(]/)
  return head.length <= max && head.length > 2 && !/^(?:people|those|anyone|everyone|adults)$/i.test(head.trim()) ? head.trim() : ""
}

/** What the good is about, without the kind and without an audience that is said elsewhere. */
export function subjectOf(category: string, audience: string): string {
  const subject = withoutKind(category).replace(
    /^(?:.*\b)?(?:prompts?|planners?|guides?|templates?|worksheets?|checklists?|prints?)\s+(?:for|on|about)\s+(?=\S{3})/i,
    "",
  )
  const [head, tail] = subject.split(/\s+for\s+(?:the\s+)?/i)
  const known = new Set(stemsOf(audience))
  return head && tail && (people.test(tail) || stemsOf(tail).some((stem) => known.has(stem))) ? withoutKind(head) : subject
}

/** `prompts for Etsy sellers` names people, not a subject. */
const people = /(?:ers|ors|ists|people|parents|students|owners|families|kids|teens|women|men|moms|mums|dads)$/i

/** Areas that the angle names come first; the rest follow in a seeded order that keeps neighbours together. */
function inOrder(areas: Topic["areas"], angle: string, random: Random): Topic["areas"] {
  const named = areas.filter((area) => angle.includes(area.name))
  const rest = areas.filter((area) => !named.includes(area))
  const turn = rest.length === 0 ? 0 : random.int(0, rest.length - 1)
  return named.length === 0 ? areas : [...named, ...rest.slice(turn), ...rest.slice(0, turn)]
}

/** Keywords fit for copy: a banned phrase of the brand does not get in by way of a brief. */
export function fitKeywords(keywords: readonly string[], { voice }: Pick<Brand, "voice">): string[] {
  const banned = voice.banned.map((hype) => ` ${wordsOf(hype).join(" ")} `)
  return keywordsFrom(keywords).filter((keyword) => !banned.some((hype) => ` ${wordsOf(keyword).join(" ")} `.includes(hype)))
}

export function frame({ topics, brand }: Knowledge, words: Words, ...seeds: (string | number)[]): Frame {
  const category = phrase("category", words.category)
  const audience = phrase("audience", words.audience)
  const given = fitKeywords(words.keywords, brand)
  const { topic, general } = topicFor(topics, { category, audience, keywords: given })
  const named = topic.areas.map((area) => ({ ...area, name: titleCase(area.name) }))
  const own = subjectOf(category, audience)
  const subject = general || own === withoutKind(category) || !people.test(own) ? own : topic.name
  const random = seeded(category, audience, given.join("|"), words.kind, words.angle ?? "", ...seeds)
  const keywords = given.length > 0 ? given : [keyphrase(subject, words.kind)]
  return {
    topic,
    general,
    kind: words.kind,
    year: words.year,
    subject,
    audience,
    keywords,
    primary: keywords[0] ?? subject,
    areas: inOrder(named, words.angle ?? "", random),
    random,
  }
}

const yearly: readonly GoodKind[] = ["planner", "workbook"]

/** The name of the good, on its cover and at the head of its listing: the primary keyword, its kind if missing, its year if dated. */
export function nameOf({ primary, kind, year }: Pick<Frame, "primary" | "kind" | "year">, max = 60): string {
  const phrased = keyphrase(primary, kind)
  const base = clip(titleCase(phrased.length <= max - 5 ? phrased : primary), max - 5)
  return yearly.includes(kind) && !/\b(?:19|20|21)\d\d\b/.test(base) ? `${base} ${year}` : base
}

/** A subtitle that says what the buyer can do with it: `Know every Friday what came in`. */
export const promiseOf = (outcome: string, max = 120): string => upperFirst(clip(outcome, max))
