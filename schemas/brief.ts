import { z } from "zod"
import { GoodKind } from "./good.ts"

const Line = z.string().trim().min(2).max(80)

/**
 * The blueprint's ProductBrief (category and audience required, keywords and refs optional), then what we add:
 * the kind of good, the year of a dated one, and the currency of its price.
 */
export const ProductBrief = z.strictObject({
  category: Line.describe("What the good is about: budgeting, meal planning, prompt engineering"),
  audience: Line.describe("Who it is for: freelance designers"),
  keywords: z.array(z.string().trim().min(2).max(60)).max(20).optional().describe("Search terms, the most important first"),
  refs: z
    .array(z.url({ protocol: /^https$/, error: "Use an https URL." }).max(2000))
    .max(10)
    .optional()
    .describe("Pages to read and cite"),
  kind: GoodKind.optional().describe("The kind of good; chosen from category and keywords when absent"),
  year: z.int().min(1970).max(2199).optional().describe("Year of a dated good; the next one to begin when absent"),
})
export type ProductBrief = z.infer<typeof ProductBrief>

/** How we shall know that the product was worth making; a brief without one is refused by the pipeline. */
export const SuccessCriterion = z.strictObject({
  metric: z.enum(["orders", "revenue", "conversion_rate", "refund_rate"]),
  comparator: z.enum([">=", "<="]),
  target: z.number().positive(),
  withinDays: z.int().min(1).max(365),
})
export type SuccessCriterion = z.infer<typeof SuccessCriterion>

/** A brief after synthesis: kind and year are settled, keywords ranked, success measurable. */
export const FullBrief = z.strictObject({
  category: Line,
  audience: Line,
  keywords: z.array(z.string()).min(1).max(20),
  refs: z.array(z.string()).max(10),
  kind: GoodKind,
  year: z.int(),
  angle: z.string().min(10).max(240).describe("What sets this good apart from the others in the shop"),
  success: SuccessCriterion,
  ideaId: z.string().nullable(),
})
export type FullBrief = z.infer<typeof FullBrief>
