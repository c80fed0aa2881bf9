import type { Brand } from "#schemas/brand.ts"
import type { FullBrief } from "#schemas/brief.ts"
import type { Content } from "#schemas/content/index.ts"
import type { Copy, Scorecard } from "#schemas/draft.ts"
import type { Facts } from "#schemas/good.ts"
import type { Rubric } from "#schemas/rubric.ts"
import { brandFit } from "./brand-fit.ts"
import { intentMatch } from "./intent-match.ts"
import { readability } from "./readability.ts"
import { seoScore } from "./seo-score.ts"
import { uniqueness, type Listed } from "./uniqueness.ts"

export type ScoreInput = {
  copy: Copy
  brief: FullBrief
  facts: Facts
  content: Content
  /** Goods already in the shop, without the one that is scored. */
  catalogue: readonly Listed[]
  /** The other variants of the same draft. */
  siblings?: readonly Copy[]
  brand: Brand
  rubric: Rubric
}

/**
 * Scores a listing by the rubric, each dimension 0 to 5 with what was measured and what to mend. The overall score is the
 * weighted mean, but never further above the weakest dimension than the threshold lies above the floor.
 */
export function scoreCopy({ copy, brief, facts, content, catalogue, siblings = [], brand, rubric }: ScoreInput): Scorecard {
  const scores = [
    readability(copy),
    intentMatch(copy, brief, content),
    uniqueness(copy, catalogue, siblings),
    seoScore(copy, brief),
    brandFit(copy, brief, facts, content, brand),
  ]
  const weightOf = (dimension: (typeof scores)[number]["dimension"]) => rubric.dimensions[dimension].weight
  const weight = scores.reduce((sum, { dimension }) => sum + weightOf(dimension), 0)
  const mean = scores.reduce((sum, { dimension, score }) => sum + weightOf(dimension) * score, 0) / weight
  const weakest = Math.min(...scores.map(({ score }) => score))
  const overall = Math.floor(100 * Math.min(mean, weakest + rubric.threshold - rubric.floor)) / 100
  return {
    rubric: `${rubric.id}@${rubric.version}`,
    threshold: rubric.threshold,
    overall,
    pass: overall >= rubric.threshold && weakest >= rubric.floor,
    scores,
  }
}
