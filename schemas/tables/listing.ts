import { sql } from "drizzle-orm"
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { FieldProblem } from "../sync.ts"
import { id, instant, json } from "./columns.ts"
import { products } from "./product.ts"

/** One row a product and channel: the unique index is what makes a second listing impossible. */
export const listings = sqliteTable(
  "listings",
  {
    id: id(),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    draftId: text("draft_id").notNull(),
    channel: text("channel").notNull(),
    status: text("status").$type<"pending" | "live" | "failed" | "drifted" | "withdrawn">().notNull(),
    remoteId: text("remote_id"),
    url: text("url"),
    drift: json<string[]>("drift").notNull(),
    error: text("error"),
    verifiedAt: instant("verified_at"),
    /** When anybody last looked, whatever came of it; the one looked at longest ago comes first. */
    checkedAt: instant("checked_at"),
    /** What is wrong, a field each, with what to do. */
    problems: json<FieldProblem[]>("problems"),
    /** Healing that failed since the listing was last as ordered. */
    failures: integer("failures").notNull().default(0),
    /** What we sent last, as a hash: another one means that our shop has changed. */
    pushedHash: text("pushed_hash"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    index("listings_checked").on(t.channel, t.checkedAt),
    uniqueIndex("listings_product_channel").on(t.productId, t.channel),
    index("listings_status").on(t.status, t.verifiedAt),
    check("listings_status_known", sql`${t.status} IN ('pending','live','failed','drifted','withdrawn')`),
    check("listings_live_has_url", sql`${t.status} <> 'live' OR ${t.url} IS NOT NULL`),
  ],
)

/** A social post that announced a product. */
export const posts = sqliteTable(
  "posts",
  {
    id: id(),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    network: text("network").notNull(),
    text: text("text").notNull(),
    link: text("link").notNull(),
    /** Null: it was begun, and it is not known to be out. */
    remoteUrl: text("remote_url"),
    error: text("error"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("posts_product_network").on(t.productId, t.network)],
)
