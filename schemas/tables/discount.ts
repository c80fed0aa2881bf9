import { sql } from "drizzle-orm"
import { check, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, instant } from "./columns.ts"

/** Promotion codes that buyers type in on the payment page. The row is written before the provider is asked; its id is the idempotency key. */
export const discounts = sqliteTable(
  "discounts",
  {
    id: id(),
    code: text("code").notNull(),
    percentOff: integer("percent_off"),
    amountOff: integer("amount_off"),
    currency: text("currency"),
    minimum: integer("minimum"),
    maxRedemptions: integer("max_redemptions"),
    firstOrderOnly: integer("first_order_only", { mode: "boolean" }).notNull().default(false),
    expiresAt: instant("expires_at"),
    status: text("status").$type<"intended" | "active" | "ended" | "failed">().notNull(),
    couponId: text("coupon_id"),
    remoteId: text("remote_id"),
    actor: text("actor").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("discounts_code")
      .on(t.code)
      .where(sql`${t.status} IN ('intended','active')`),
    uniqueIndex("discounts_remote").on(t.remoteId),
    check("discounts_one_kind", sql`(${t.percentOff} IS NULL) <> (${t.amountOff} IS NULL)`),
    check("discounts_percent", sql`${t.percentOff} IS NULL OR ${t.percentOff} BETWEEN 1 AND 100`),
    check("discounts_amount", sql`${t.amountOff} IS NULL OR (${t.amountOff} > 0 AND ${t.currency} IS NOT NULL)`),
    check("discounts_status", sql`${t.status} IN ('intended','active','ended','failed')`),
  ],
)
