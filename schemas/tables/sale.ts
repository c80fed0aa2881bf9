import { sql } from "drizzle-orm"
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { SaleStatus } from "../sale.ts"
import { id, instant } from "./columns.ts"

/** What another channel sold for us. It delivers and keeps the buyer's name; we keep what the books and the measures need. */
export const sales = sqliteTable(
  "sales",
  {
    id: id(),
    channel: text("channel").notNull(),
    remoteId: text("remote_id").notNull(),
    status: text("status").$type<SaleStatus>().notNull(),
    currency: text("currency").notNull(),
    total: integer("total").notNull(),
    tax: integer("tax").notNull(),
    /** Null while the channel has not said. */
    fees: integer("fees"),
    refunded: integer("refunded").notNull(),
    country: text("country"),
    soldAt: instant("sold_at").notNull(),
    /** How often the channel has said something new; guards the row against two pulls at once. */
    version: integer("version").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("sales_remote").on(t.channel, t.remoteId),
    index("sales_sold").on(t.soldAt),
    check("sales_status", sql`${t.status} IN ('pending','paid','partly-refunded','refunded','cancelled')`),
    check("sales_sums", sql`${t.total} >= 0 AND ${t.tax} BETWEEN 0 AND ${t.total} AND ${t.refunded} BETWEEN 0 AND ${t.total}`),
  ],
)

export const saleLines = sqliteTable(
  "sale_lines",
  {
    saleId: text("sale_id")
      .notNull()
      .references(() => sales.id),
    position: integer("position").notNull(),
    /** Null when the channel sold something that we do not know. */
    productId: text("product_id"),
    title: text("title").notNull(),
    quantity: integer("quantity").notNull(),
    /** All pieces, without tax. */
    amount: integer("amount").notNull(),
  },
  (t) => [primaryKey({ columns: [t.saleId, t.position] }), index("sale_lines_product").on(t.productId)],
)

/** What the channel said over time; never changed. */
export const saleChanges = sqliteTable(
  "sale_changes",
  {
    saleId: text("sale_id")
      .notNull()
      .references(() => sales.id),
    version: integer("version").notNull(),
    status: text("status").$type<SaleStatus>().notNull(),
    total: integer("total").notNull(),
    fees: integer("fees"),
    refunded: integer("refunded").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.saleId, t.version] })],
)
