import type { RubricDimension } from "#schemas/draft.ts"

/** The rubric's dimensions in a shopper's words. */
export const scoreWords: Record<RubricDimension, string> = {
  readability: "Reads easily",
  intent_match: "Answers its brief",
  uniqueness: "Not like another",
  seo_score: "Can be found",
  brand_fit: "Plain and true",
}

/** A score with one decimal, as the scorecard prints it. */
export const scoreFigure = (score: number): string => score.toFixed(1)
