import { sql } from "drizzle-orm"
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, instant } from "./columns.ts"
import { products } from "./product.ts"

/** Money that somebody with the right to spend has set aside for advertising. Nothing is advertised without one. */
export const budgetLines = sqliteTable(
  "budget_lines",
  {
    id: id(),
    /** Null: for any product. */
    productId: text("product_id").references(() => products.id),
    amount: integer("amount").notNull(),
    currency: text("currency").notNull(),
    /** Promised to campaigns; the CHECK is what makes a second promise of the same money impossible. */
    reserved: integer("reserved").notNull().default(0),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    status: text("status").$type<"open" | "closed">().notNull(),
    reason: text("reason").notNull(),
    madeBy: text("made_by").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    index("budget_lines_status").on(t.status, t.endsAt),
    check("budget_lines_status", sql`${t.status} IN ('open','closed')`),
    check("budget_lines_amount", sql`${t.amount} > 0 AND ${t.endsAt} > ${t.startsAt}`),
    check("budget_lines_reserved", sql`${t.reserved} BETWEEN 0 AND ${t.amount}`),
  ],
)

/** An advertisement for a product: proposed, then paid for from one budget line. */
export const campaigns = sqliteTable(
  "campaigns",
  {
    id: id(),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    network: text("network").notNull(),
    status: text("status").$type<"proposed" | "launching" | "running" | "stopped">().notNull(),
    budget: integer("budget").notNull(),
    currency: text("currency").notNull(),
    days: integer("days").notNull(),
    link: text("link").notNull(),
    budgetLineId: text("budget_line_id").references(() => budgetLines.id),
    remoteId: text("remote_id"),
    spent: integer("spent").notNull().default(0),
    startsAt: instant("starts_at"),
    endsAt: instant("ends_at"),
    why: text("why"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    index("campaigns_status").on(t.status, t.updatedAt),
    uniqueIndex("campaigns_one_open")
      .on(t.productId, t.network)
      .where(sql`status <> 'stopped'`),
    check("campaigns_status", sql`${t.status} IN ('proposed','launching','running','stopped')`),
    check("campaigns_money", sql`${t.budget} > 0 AND ${t.spent} >= 0 AND ${t.days} > 0`),
    check("campaigns_line", sql`${t.status} NOT IN ('launching','running') OR ${t.budgetLineId} IS NOT NULL`),
  ],
)

/** What a campaign has spent on a day, as its network reports it; the last report counts. */
export const adSpend = sqliteTable(
  "ad_spend",
  {
    campaignId: text("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    day: text("day").notNull(),
    spent: integer("spent").notNull(),
    impressions: integer("impressions").notNull(),
    clicks: integer("clicks").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.day] }), check("ad_spend_counts", sql`${t.spent} >= 0 AND ${t.impressions} >= 0`)],
)
