import { z } from "zod"
import { Copy, Scorecard } from "./draft.ts"
import { Shown } from "./experiment.ts"
import { Facts, GoodKind } from "./good.ts"
import { Money } from "./money.ts"

export const Image = z.strictObject({ url: z.string(), alt: z.string(), width: z.int(), height: z.int() })
export type Image = z.infer<typeof Image>

export const Review = z.strictObject({
  id: z.string(),
  rating: z.int().min(1).max(5),
  text: z.string(),
  author: z.string(),
  writtenAt: z.iso.datetime(),
})
export type Review = z.infer<typeof Review>

export const Rating = z.strictObject({ average: z.number().min(1).max(5), count: z.int().min(1) })

/** A product as a list shows it. */
export const ProductCard = z.strictObject({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  kind: GoodKind,
  category: z.string(),
  audience: z.string(),
  summary: z.string().describe("the first bullet of its copy"),
  price: Money,
  cover: Image,
  thumb: Image.describe("the cover at 800 px, for lists and phones"),
  rating: Rating.nullable(),
  publishedAt: z.iso.datetime(),
  shown: Shown.optional().describe("the experiment whose visitor this is, and the arm; absent for who is in none"),
})
export type ProductCard = z.infer<typeof ProductCard>

/** A product as its own page shows it. */
export const ProductPage = z.strictObject({
  ...ProductCard.shape,
  copy: Copy,
  gallery: z.array(Image).min(1),
  facts: Facts,
  files: z.array(z.strictObject({ name: z.string(), mediaType: z.string(), bytes: z.int() })).describe("what the buyer gets"),
  scorecard: Scorecard,
  composer: z.string(),
  madeAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  listings: z.array(z.strictObject({ channel: z.string(), url: z.string() })).describe("where else it is sold"),
  reviews: z.array(Review),
  related: z.array(ProductCard),
})
export type ProductPage = z.infer<typeof ProductPage>

export const ProductSort = z.enum(["relevance", "newest", "price-asc", "price-desc"])

export const ProductSearch = z.strictObject({
  q: z.string().trim().max(200).default(""),
  kind: GoodKind.optional(),
  maxPrice: z.coerce.number().int().positive().optional().describe("in minor units"),
  sort: ProductSort.default("relevance"),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(60).default(24),
})

export const ProductList = z.strictObject({
  items: z.array(ProductCard),
  nextCursor: z.string().nullable(),
  total: z.int(),
  kinds: z.array(z.strictObject({ kind: GoodKind, count: z.int() })).describe("how many hits each kind has, before the kind filter"),
})
export type ProductList = z.infer<typeof ProductList>
