import { sql } from "drizzle-orm"
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { FullBrief } from "../brief.ts"
import type { Copy, Scorecard } from "../draft.ts"
import type { Facts, GoodKind } from "../good.ts"
import { id, instant, json } from "./columns.ts"

export type StoredDraft = { draftId: string; copy: Copy; chosen: string; scorecard: Scorecard; facts: Facts; composer: string }
export type StoredListing = { channels: Record<string, { url: string; status: string }> }
export type StoredMetrics = { views: number; orders: number; revenue: number; refunds: number; measuredAt: string }

/** The blueprint's products(id, brief, draft, listing, metrics); the flat columns are what lists and filters read. */
export const products = sqliteTable(
  "products",
  {
    id: id(),
    slug: text("slug").notNull(),
    kind: text("kind").$type<GoodKind>().notNull(),
    stage: text("stage").notNull(),
    title: text("title").notNull(),
    category: text("category").notNull(),
    audience: text("audience").notNull(),
    summary: text("summary").notNull().default(""),
    priceAmount: integer("price_amount"),
    currency: text("currency").notNull(),
    coverAsset: text("cover_asset"),
    brief: json<FullBrief>("brief").notNull(),
    draft: json<StoredDraft>("draft"),
    listing: json<StoredListing>("listing"),
    metrics: json<StoredMetrics>("metrics"),
    ratingSum: integer("rating_sum").notNull().default(0),
    ratingCount: integer("rating_count").notNull().default(0),
    live: integer("live", { mode: "boolean" }).notNull().default(false),
    publishedAt: instant("published_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("products_slug").on(t.slug),
    index("products_live").on(t.live, t.publishedAt),
    index("products_kind").on(t.live, t.kind, t.publishedAt),
    index("products_price").on(t.live, t.priceAmount),
    check("products_price_positive", sql`${t.priceAmount} IS NULL OR ${t.priceAmount} > 0`),
    check("products_currency", sql`length(${t.currency}) = 3`),
    check(
      "products_stage",
      sql`${t.stage} IN ('brief','forge','gate','waiting','approved','refused','rejected','publish','live','withdrawn')`,
    ),
    check(
      "products_live_has_draft",
      sql`${t.live} = 0 OR (${t.draft} IS NOT NULL AND ${t.publishedAt} IS NOT NULL AND ${t.priceAmount} IS NOT NULL)`,
    ),
  ],
)
