import { lowerFirst } from "#workers/lib/text.ts"
import { audienceFor } from "./audience.ts"
import { subjectOf } from "./category.ts"
import { kindOf, withoutKind } from "./kind.ts"
import { evidence } from "./score.ts"
import type { Draft, Dropped, Evidence, Reading, Trend } from "./source.ts"

const span = 12
const year = 52

/** Each search term with interest is a draft; the direction is taken against the same weeks a year before, where the file is long enough. */
export function gatherTrends(reading: Reading, source: string): { drafts: Draft[]; dropped: Dropped[] } {
  const drafts: Draft[] = []
  const dropped: Dropped[] = []
  for (const trend of reading.trends) {
    const term = trend.keyword
      .split(" ")
      .map((word) => lowerFirst(word))
      .join(" ")
    const category = withoutKind(term)
    const { level, growth } = developmentOf(trend, source)
    if (category === null || subjectOf(category) === null)
      dropped.push({ title: trend.keyword, reason: "The term names no subject that a buyer would search for." })
    else if (level.value < 1) dropped.push({ title: trend.keyword, reason: "No interest was measured in the last weeks." })
    else
      drafts.push({
        category,
        audience: audienceFor(category, null),
        keywords: [...new Set([category, term])],
        kind: kindOf(term),
        evidence: [level, growth],
      })
  }
  return { drafts, dropped }
}

/** The level of the last weeks, and by how many per cent it differs from the year before (or from the weeks before). */
export function developmentOf({ levels, region }: Trend, source: string): { level: Evidence; growth: Evidence } {
  const weeks = Math.min(span, Math.floor(levels.length / 2))
  const mean = (from: number) => levels.slice(from, from + weeks).reduce((sum, value) => sum + value, 0) / weeks
  const yearly = levels.length >= year + weeks
  const now = mean(levels.length - weeks)
  const before = mean(levels.length - weeks - (yearly ? year : weeks))
  const change = before === 0 ? (now === 0 ? 0 : 100) : (100 * (now - before)) / before
  const place = region ? `${source} (${region})` : source
  return {
    level: evidence("interest, last 12 weeks (0–100)", now, place),
    growth: evidence(yearly ? "growth against the year before (%)" : "growth against the weeks before (%)", change, place),
  }
}
