import type { FullBrief, SuccessCriterion } from "#schemas/brief.ts"
import type { GoodKind } from "#schemas/good.ts"
import { clip, series, stemsOf } from "#workers/lib/text.ts"
import type { PromptInput } from "../model.ts"
import { keywordsFrom, phrase } from "./clean.ts"
import { fitKeywords, frame, subjectOf, type Frame, type Knowledge } from "./frame.ts"
import { keyphrase, kindOf, kindWords } from "./kinds.ts"

/** From September on people buy for the year to come. */
const yearFor = (thisYear: number, month: number): number => (month >= 9 ? thisYear + 1 : thisYear)

const goals: Record<GoodKind, SuccessCriterion> = {
  planner: { metric: "orders", comparator: ">=", target: 12, withinDays: 60 },
  worksheet: { metric: "conversion_rate", comparator: ">=", target: 0.02, withinDays: 45 },
  workbook: { metric: "orders", comparator: ">=", target: 8, withinDays: 45 },
  "prompt-pack": { metric: "orders", comparator: ">=", target: 10, withinDays: 30 },
  guide: { metric: "revenue", comparator: ">=", target: 150, withinDays: 60 },
  printable: { metric: "conversion_rate", comparator: ">=", target: 0.015, withinDays: 60 },
}

/** Given keywords first, in their order; then what people type for this subject and kind, and the trade's own words for it. */
function ranked(given: readonly string[], category: string, subject: string, kind: GoodKind, nouns: readonly string[]): string[] {
  const { also, asks } = kindWords[kind]
  const asked = asks.test(category) ? category.replace(/\s*\b(?:19|20|21)\d\d\b/g, "") : keyphrase(subject, kind)
  const own = [asked, keyphrase(subject, kind), subject, ...nouns.slice(0, 5), ...also.slice(0, 2)]
  return keywordsFrom([...given, ...own])
    .filter((keyword) => keyword.length >= 2)
    .slice(0, 12)
}

function anglesFor({ topic, areas, audience, subject, kind }: Frame): string[] {
  if (kind === "printable") {
    return topic.words.mottos.map(
      (motto, at) =>
        `Prints on ${subject} around “${motto}” and “${topic.words.mottos.at(at - 1) ?? motto}”, for a wall that ${audience} see every day.`,
    )
  }
  return areas.flatMap((area, at) => {
    const next = areas[(at + 1) % areas.length] ?? area
    const outcome = topic.outcomes[at % topic.outcomes.length] ?? ""
    return [
      `For ${audience}: built around ${area.name} and ${next.name}, so that you ${outcome}.`,
      `Starts with ${area.name} and leaves room for ${next.name}; made for ${audience}.`,
      `Goes deep on ${series([area.name, next.name])} where others stay general.`,
    ]
  })
}

/** The angle that shares fewest words with the titles already in the shop; a seeded order breaks ties. */
function freshAngle(angles: readonly string[], taken: readonly string[], random: Frame["random"]): string {
  const used = new Set(taken.flatMap(stemsOf))
  const overlap = (angle: string) => stemsOf(angle).filter((stem) => used.has(stem)).length
  const [best = ""] = random.sample(angles, angles.length).sort((a, b) => overlap(a) - overlap(b))
  return clip(best, 238)
}

export function composeBrief(knowledge: Knowledge, { request, ideaId, thisYear, month, taken }: PromptInput<"brief">): FullBrief {
  const category = phrase("category", request.category)
  const audience = phrase("audience", request.audience)
  const given = fitKeywords(request.keywords ?? [], knowledge.brand)
  const kind = request.kind ?? kindOf(category, audience, given)
  const year = request.year ?? yearFor(thisYear, month)
  const words = { category, audience, keywords: given, kind, year }
  const framed = frame(knowledge, words)
  return {
    ...words,
    keywords: ranked(given, category, subjectOf(category, audience), kind, framed.general ? [] : framed.topic.words.nouns),
    refs: request.refs ?? [],
    angle: freshAngle(anglesFor(framed), taken, framed.random),
    success: goals[kind],
    ideaId,
  }
}
