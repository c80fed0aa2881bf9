import type { GuideContent } from "#schemas/content/guide.ts"
import type { ContentOf } from "#schemas/content/index.ts"
import { clip, upperFirst } from "#workers/lib/text.ts"
import type { PromptInput } from "../model.ts"
import { frame, nameOf, promiseOf, type Knowledge } from "./frame.ts"
import { areaChapter } from "./guide-chapter.ts"
import { firstChapter, lastChapter } from "./guide-frame.ts"
import { quotable } from "./passages.ts"
import { phrases } from "./voice.ts"

function glossary(areas: Parameters<typeof areaChapter>[0][]): GuideContent["glossary"] {
  const all = areas.flatMap(({ terms }) => terms.map(({ term, meaning }) => ({ term, meaning })))
  const unique = all.filter(({ term }, at) => all.findIndex((other) => other.term.toLowerCase() === term.toLowerCase()) === at)
  return unique.sort((a, b) => a.term.localeCompare(b.term)).slice(0, 40)
}

/** A short book: where you stand, one chapter an area, and how to keep it up; passages are quoted with their number. */
export function composeGuide(knowledge: Knowledge, { brief, passages, variation }: PromptInput<"content.guide">): ContentOf<"guide"> {
  const framed = frame(knowledge, brief, variation)
  const { topic, areas, random, subject, audience } = framed
  const say = phrases(random)
  const quotes = quotable(passages)
  const chapters = areas.map((area, at) => areaChapter(area, { framed, say, quotes, previous: areas[at - 1] }))
  const checklist = areas.flatMap(({ tasks }) => tasks.slice(0, 3).map(({ text }) => clip(text, 160)))
  return {
    kind: "guide",
    title: nameOf(framed),
    subtitle: promiseOf(random.pick(topic.outcomes)),
    promise: clip(
      `This guide is for ${audience}. It covers ${subject} in ${areas.length} working chapters, each with steps, the mistakes that cost most, and an exercise. ` +
        `It is meant to help you ${topic.outcomes[0] ?? ""}.`,
      400,
    ),
    chapters: [firstChapter(framed), ...chapters, lastChapter(framed)],
    glossary: glossary(areas),
    checklist: checklist.slice(0, 24),
    sources: quotes.sources.map(({ title, url, licence }) => ({ title: upperFirst(title), ...(url ? { url } : {}), licence })),
  }
}
