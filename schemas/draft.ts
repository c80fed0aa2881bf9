import { z } from "zod"
import { AssetRole, Facts, GoodKind } from "./good.ts"
import { Money } from "./money.ts"

export const rubricDimensions = ["readability", "intent_match", "uniqueness", "seo_score", "brand_fit"] as const
export const RubricDimension = z.enum(rubricDimensions)
export type RubricDimension = z.infer<typeof RubricDimension>

/** One dimension of the rubric, 0 to 5, with what was measured and what would raise it. */
export const Score = z.strictObject({
  dimension: RubricDimension,
  score: z.number().min(0).max(5),
  why: z.string(),
  fixes: z.array(z.string()),
  measures: z.record(z.string(), z.number()),
})
export type Score = z.infer<typeof Score>

export const Scorecard = z.strictObject({
  rubric: z.string(),
  threshold: z.number(),
  overall: z.number().min(0).max(5),
  pass: z.boolean(),
  scores: z.array(Score).length(rubricDimensions.length),
})
export type Scorecard = z.infer<typeof Scorecard>

/** The words of a listing. */
export const Copy = z.strictObject({
  title: z.string().trim().min(10).max(70),
  bullets: z.array(z.string().trim().min(10).max(200)).min(3).max(7),
  description: z.string().trim().min(200).max(5000).describe("paragraphs parted by a blank line; at least 120 words"),
  tags: z.array(z.string().trim().min(2).max(20)).length(13),
  seoTitle: z.string().max(60),
  seoDescription: z.string().max(160),
  coverAlt: z.string().min(10).max(200),
  faq: z
    .array(z.strictObject({ question: z.string().max(140), answer: z.string().max(500) }))
    .min(2)
    .max(8),
})
export type Copy = z.infer<typeof Copy>

export const Variant = z.strictObject({ key: z.enum(["A", "B", "C", "D"]), copy: Copy, scorecard: Scorecard })
export type Variant = z.infer<typeof Variant>

/** A file of a product, as the API shows it. */
export const Asset = z.strictObject({
  id: z.string(),
  role: AssetRole,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  alt: z.string().nullable(),
  url: z.string().nullable().describe("public address of a cover or preview; null for what only a buyer may fetch"),
})
export type Asset = z.infer<typeof Asset>

export const DraftStatus = z.enum(["scoring", "refused", "waiting", "approved", "rejected", "published"])
export type DraftStatus = z.infer<typeof DraftStatus>

/** The blueprint's ProductDraft (title, description, tags, assets, price) and what the gate and the channels need. */
export const ProductDraft = z.strictObject({
  id: z.string(),
  productId: z.string(),
  status: DraftStatus,
  kind: GoodKind,
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  assets: z.array(z.string()).describe("URLs of cover and previews"),
  price: z.number().describe("in major units of money.currency, as the blueprint has it"),
  money: Money,
  bullets: z.array(z.string()),
  chosen: z.enum(["A", "B", "C", "D"]),
  variants: z.array(Variant).min(2),
  scorecard: Scorecard,
  facts: Facts,
  files: z.array(Asset),
  composer: z.string().describe("which model wrote it; embedded:composer when no model key is set"),
  round: z.int().describe("1, or 2 after the one repair round"),
  createdAt: z.iso.datetime(),
})
export type ProductDraft = z.infer<typeof ProductDraft>
