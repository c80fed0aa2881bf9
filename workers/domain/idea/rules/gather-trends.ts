import { lowerFirst } from "#workers/lib/text.ts"
import { audienceFor } from "./audience.ts"
import { subjectOf } from "./category.ts"
import { trendKey } from "./entries.ts"
import { fitTrend } from "./fit.ts"
import { kindOf, withoutKind } from "./kind.ts"
import { evidence } from "./score.ts"
import type { Draft, Dropped, Evidence, Reading, Trend } from "./source.ts"

const span = 12

/** Each search term with interest is a draft; its direction is that of a fitted line. */
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
      dropped.push({ title: trend.keyword, cause: "no-subject", reason: "The term names no subject that a buyer would search for." })
    else if (level.value < 1)
      dropped.push({ title: trend.keyword, cause: "no-evidence", reason: "No interest was measured in the last weeks." })
    else
      drafts.push({
        category,
        audience: audienceFor(category, null),
        keywords: [...new Set([category, term])],
        kind: kindOf(term),
        evidence: [level, growth],
        of: [trendKey(trend)],
        section: "",
      })
  }
  return { drafts, dropped }
}

/** The level of the last weeks, and the direction of a line fitted through all of them once the season is taken out. */
export function developmentOf({ levels, days, region }: Trend, source: string): { level: Evidence; growth: Evidence } {
  const weeks = Math.min(span, Math.floor(levels.length / 2))
  const now = levels.slice(-weeks).reduce((sum, value) => sum + value, 0) / weeks
  const { perYear, note } = fitTrend(levels, days)
  const place = region ? `${source} (${region})` : source
  const period = `${days.at(-weeks) ?? ""} to ${days.at(-1) ?? ""}`
  return {
    level: evidence("interest, last 12 weeks (0–100)", now, place, period),
    growth: evidence("growth by fitted trend (% a year)", perYear, place, note),
  }
}
