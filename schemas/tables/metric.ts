import { sql } from "drizzle-orm"
import { check, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core"
import type { FunnelStep, MetricPart } from "../metric.ts"
import { instant, json } from "./columns.ts"

/**
 * The books by day and account: one row where the journal has hundreds. A trigger adds every entry in the statement that seals it, so
 * the sums never lag behind the journal and never differ from it.
 */
export const ledgerDays = sqliteTable(
  "ledger_days",
  {
    day: text("day").notNull(),
    account: text("account").notNull(),
    currency: text("currency").notNull(),
    amount: integer("amount").notNull(),
    entries: integer("entries").notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.account, t.currency] })],
)

/**
 * Steps of the way to a sale by day and campaign: sums, and nobody's way. Triggers on carts and orders count cart, checkout and paid in the
 * statement that makes them; views and searches are counted by the operations that show them.
 */
export const funnelDays = sqliteTable(
  "funnel_days",
  {
    day: text("day").notNull(),
    step: text("step").$type<FunnelStep>().notNull(),
    source: text("source").notNull(),
    medium: text("medium").notNull().default(""),
    campaign: text("campaign").notNull().default(""),
    count: integer("count").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.step, t.source, t.medium, t.campaign] }),
    check("funnel_days_step", sql`${t.step} IN ('view','search','search_empty','cart','checkout','paid')`),
  ],
)

/** A metric as it was on a day: what the console draws, and what need not be counted again. A null value is missing data and says why. */
export const metricFigures = sqliteTable(
  "metric_figures",
  {
    name: text("name").notNull(),
    days: integer("days").notNull(),
    day: text("day").notNull(),
    value: real("value"),
    n: integer("n").notNull(),
    why: text("why"),
    parts: json<MetricPart[]>("parts").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.name, t.days, t.day] }),
    check("metric_figures_missing_says_why", sql`${t.value} IS NOT NULL OR ${t.why} IS NOT NULL`),
  ],
)
