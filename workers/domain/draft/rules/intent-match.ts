import type { FullBrief } from "#schemas/brief.ts"
import type { Content } from "#schemas/content/index.ts"
import type { Copy, Score } from "#schemas/draft.ts"
import type { GoodKind } from "#schemas/good.ts"
import { stemsOf } from "#workers/lib/text.ts"
import { percent, ramp, scoreOf } from "./measure.ts"

const kindNames: Record<GoodKind, RegExp> = {
  planner: /\b(?:planners?|trackers?|agenda|diary|journal|calendar|organi[sz]er)\b/i,
  worksheet: /\b(?:work-?sheets?|check-?lists?|sheets|templates?|forms?)\b/i,
  workbook: /\b(?:workbook|spreadsheet|xlsx|excel|calculator|dashboard)\b/i,
  "prompt-pack": /\bprompts?\b/i,
  guide: /\b(?:guide|e-?book|book|handbook|manual|epub)\b/i,
  printable: /\b(?:wall art|prints?|posters?|art|printable)\b/i,
}

/** Share of the phrase's stems that the text holds. */
function covered(phrase: string, stems: ReadonlySet<string>): number {
  const wanted = [...new Set(stemsOf(phrase))]
  return wanted.length === 0 ? 1 : wanted.filter((stem) => stems.has(stem)).length / wanted.length
}

/** Whether title, bullets, description, tags and the good itself answer what the brief asked for. */
export function intentMatch(copy: Copy, brief: FullBrief, content: Content): Score {
  const title = new Set(stemsOf(copy.title))
  const text = new Set(stemsOf([copy.title, ...copy.bullets, copy.description].join("\n")))
  const everything = new Set([...text, ...stemsOf(copy.tags.join(" "))])
  const good = new Set(stemsOf(JSON.stringify(content)))
  const primary = brief.keywords[0] ?? brief.category
  const inTitle = Math.max(covered(primary, title), covered(brief.category, title))
  const category = covered(brief.category, text)
  const audience = covered(brief.audience, text)
  const found = brief.keywords.filter((keyword) => covered(keyword, everything) >= 0.99).length / brief.keywords.length
  const kind = kindNames[brief.kind]
  const named = (kind.test(copy.title) ? 0.5 : 0) + (kind.test(copy.description) ? 0.5 : 0)
  const inGood = Math.max(covered(primary, good), covered(brief.category, good))
  return scoreOf("intent_match", [
    {
      name: "title",
      weight: 2,
      value: ramp(inTitle, 0.2, 1),
      measured: inTitle,
      says: `the title holds ${percent(inTitle)} of the subject`,
      fix: `Put “${primary}” into the title.`,
    },
    {
      name: "category",
      weight: 2,
      value: ramp(category, 0.2, 1),
      measured: category,
      says: `the text holds ${percent(category)} of the category`,
      fix: `Say in the description that it is about ${brief.category}.`,
    },
    {
      name: "audience",
      weight: 2,
      value: ramp(audience, 0, 1),
      measured: audience,
      says: `the text holds ${percent(audience)} of the audience`,
      fix: `Say that it is for ${brief.audience}.`,
    },
    {
      name: "keywords",
      weight: 1,
      value: ramp(found, 0, 1),
      measured: found,
      says: `${percent(found)} of the keywords appear`,
      fix: `Use more of the keywords: ${brief.keywords.slice(0, 4).join(", ")}.`,
    },
    {
      name: "kind",
      weight: 1.5,
      value: named,
      measured: named,
      says: named === 1 ? `it is called a ${brief.kind}` : `it is not plainly called a ${brief.kind}`,
      fix: `Call it what it is, a ${brief.kind}, in title and description.`,
      ...(named === 0 ? { cap: 2.5 } : {}),
    },
    {
      name: "content",
      weight: 1.5,
      value: ramp(inGood, 0.1, 1),
      measured: inGood,
      says: `the good itself holds ${percent(inGood)} of the subject`,
      fix: `Let the good itself speak of ${brief.category}.`,
    },
  ])
}
