import type { GoodKind } from "#schemas/good.ts"
import { goodKinds } from "#schemas/good.ts"
import { seeded } from "#workers/lib/random.ts"

/** How each kind is called in a search, in a sentence and in a tag; and the words by which a brief asks for it. */
export const kindWords: Record<GoodKind, { one: string; search: string; also: string[]; asks: RegExp }> = {
  planner: {
    one: "planner",
    search: "planner",
    also: ["digital planner", "dated planner", "PDF planner", "hyperlinked PDF", "tablet planner"],
    asks: /\b(?:planners?|trackers?|agenda|diary|diaries|journals?|organi[sz]ers?|calendars?)\b/i,
  },
  worksheet: {
    one: "worksheet pack",
    search: "worksheets",
    also: ["printable PDF", "worksheet pack", "checklist PDF", "A4 and US Letter", "fill-in sheets"],
    asks: /\b(?:check-?lists?|worksheets?|exercises|templates? pack|forms?)\b/i,
  },
  workbook: {
    one: "spreadsheet workbook",
    search: "spreadsheet",
    also: ["Excel template", "XLSX workbook", "LibreOffice Calc", "formula workbook", "dashboard sheet"],
    asks: /\b(?:spread-?sheets?|workbooks?|calculators?|excel|xlsx|google sheets?|dashboards?|ledger)\b/i,
  },
  "prompt-pack": {
    one: "prompt pack",
    search: "prompts",
    also: ["AI prompts", "prompt pack", "ChatGPT prompts", "prompt library", "assistant prompts"],
    asks: /\b(?:prompts?|chatgpt|gpt|claude|gemini|copilot)\b/i,
  },
  guide: {
    one: "guide",
    search: "guide",
    also: ["ebook", "EPUB and PDF", "handbook", "how-to guide", "short book"],
    asks: /\b(?:e-?books?|guides?|handbooks?|manuals?|how to|playbooks?|course)\b/i,
  },
  printable: {
    one: "set of art prints",
    search: "wall art",
    also: ["printable wall art", "digital prints", "poster set", "art print set", "gallery wall"],
    asks: /\b(?:wall art|prints?|posters?|art|printables?|decor)\b/i,
  },
}

/** Order matters: `budget planner spreadsheet` is a workbook, `printable meal planner` a planner. */
const order: GoodKind[] = ["workbook", "prompt-pack", "planner", "guide", "worksheet", "printable"]

/** The kind a brief asks for: by its category, then its keywords, else a stable choice that varies from brief to brief. */
export function kindOf(category: string, audience: string, keywords: readonly string[]): GoodKind {
  for (const text of [category, ...keywords]) {
    const asked = order.find((kind) => kindWords[kind].asks.test(text))
    if (asked) return asked
  }
  return seeded("kind", category.toLowerCase(), audience.toLowerCase()).pick(goodKinds)
}

const kindTail =
  /\s+(?:digital|printable|dated|template|templates|pdf|planners?|trackers?|spread-?sheets?|workbooks?|worksheets?|check-?lists?|prompts?|prompt packs?|e-?books?|guides?|handbooks?|wall art|art prints?|prints?|posters?|calculators?|journals?|packs?|bundles?|sets?|log|(?:19|20|21)\d\d)$/i

/** The subject without the kind: `weekly meal planner 2027` → `weekly meal`, `budget spreadsheet` → `budget`. */
export function withoutKind(category: string): string {
  let rest = category
  while (kindTail.test(rest)) rest = rest.replace(kindTail, "")
  return rest.replace(/^(?:printable|digital|chatgpt|ai)\s+(?=\S)/i, "") || category
}

/** What people type for it: `meal planning` + planner → `meal planner`; `freelance finances` + workbook → `freelance finances spreadsheet`. */
export function keyphrase(subject: string, kind: GoodKind): string {
  const { search, asks } = kindWords[kind]
  if (asks.test(subject)) return subject
  const stem =
    kind === "planner"
      ? subject.replace(/\s+(?:planning|tracking|management|organi[sz]ation)$/i, "").replace(/\bbudgeting$/i, "budget")
      : subject
  return `${stem} ${search}`
}
