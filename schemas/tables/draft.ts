import { sql } from "drizzle-orm"
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { Content } from "../content/index.ts"
import type { DraftStatus, Scorecard, Variant } from "../draft.ts"
import type { AssetRole, Facts } from "../good.ts"
import { id, instant, json } from "./columns.ts"
import { products } from "./product.ts"

export const drafts = sqliteTable(
  "drafts",
  {
    id: id(),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    jobId: text("job_id").notNull(),
    status: text("status").$type<DraftStatus>().notNull(),
    round: integer("round").notNull().default(1),
    content: json<Content>("content").notNull(),
    facts: json<Facts>("facts").notNull(),
    variants: json<Variant[]>("variants").notNull(),
    chosen: text("chosen").$type<Variant["key"]>().notNull(),
    scorecard: json<Scorecard>("scorecard").notNull(),
    decision: json<{ by: string; reason: string; at: string; revision: string } | null>("decision"),
    reasons: json<string[]>("reasons").notNull(),
    priceAmount: integer("price_amount").notNull(),
    currency: text("currency").notNull(),
    priceWhy: text("price_why").notNull(),
    composer: text("composer").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    index("drafts_product").on(t.productId),
    index("drafts_status").on(t.status, t.createdAt),
    uniqueIndex("drafts_job").on(t.jobId),
    check("drafts_price_positive", sql`${t.priceAmount} > 0`),
    check("drafts_status_known", sql`${t.status} IN ('scoring','refused','waiting','approved','rejected','published')`),
  ],
)

/** A file of a product. The bytes are in R2 under their SHA-256, so that equal files are stored once. */
export const assets = sqliteTable(
  "assets",
  {
    id: id(),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    draftId: text("draft_id").notNull(),
    role: text("role").$type<AssetRole>().notNull(),
    name: text("name").notNull(),
    mediaType: text("media_type").notNull(),
    bytes: integer("bytes").notNull(),
    sha256: text("sha256").notNull(),
    alt: text("alt"),
    width: integer("width"),
    height: integer("height"),
    position: integer("position").notNull(),
    provenance: json<{ composer: string; prompt: string; sources: string[]; madeAt: string }>("provenance").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("assets_name").on(t.draftId, t.name),
    index("assets_product").on(t.productId, t.role, t.position),
    index("assets_sha").on(t.sha256),
    check("assets_bytes", sql`${t.bytes} > 0`),
    check("assets_sha256", sql`length(${t.sha256}) = 64`),
  ],
)
