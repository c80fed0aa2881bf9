import type { GoodKind } from "#schemas/good.ts"

const words: [RegExp, GoodKind][] = [
  [/\b(?:planners?|calendars?|agendas?|organi[sz]ers?|journals?)\b/i, "planner"],
  [/\b(?:spreadsheets?|workbooks?|google sheets|excel|dashboards?|calculators?)\b/i, "workbook"],
  [/\b(?:checklists?|worksheets?|trackers?|printable pages)\b/i, "worksheet"],
  [/\bprompts?\b(?! engineering)/i, "prompt-pack"],
  [/\b(?:e-?books?|guides?|handbooks?)\b/i, "guide"],
  [/\b(?:wall art|posters?|art prints?|printable art|prints)\b/i, "printable"],
]
const fillers = /\b(?:printables?|digital|downloads?|instant|templates?|editable|pdf|goodnotes|notion|canva|20\d\d|undated|dated)\b/gi

/** The kind of good that a search term asks for, when it does. */
export const kindOf = (term: string): GoodKind | null => words.find(([pattern]) => pattern.test(term))?.[1] ?? null

/** The subject inside a search term: `digital budget planner` → `budget planning`, `botanical wall art` stays, `planner` → null. */
export function withoutKind(term: string): string | null {
  const kind = kindOf(term)
  const pattern = words.find(([, name]) => name === kind)?.[0]
  const bare = term.replace(fillers, " ").replace(/\s+/g, " ").trim()
  if (kind === null || pattern === undefined || kind === "printable") return bare.length > 2 ? bare : null
  const subject = bare.replace(pattern, " ").replace(/\s+/g, " ").trim()
  if (subject.length < 3) return null
  const doing =
    kind === "planner" && !/(?<!wedd)ing\b/i.test(subject) && !/\b(?:daily|weekly|monthly|yearly|day|week|month|year|journal)\b/i.test(bare)
  return doing ? `${subject} planning` : subject
}
