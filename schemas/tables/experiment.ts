import { sql } from "drizzle-orm"
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { Arm, ExperimentKind, ExperimentMode, ExperimentStatus } from "../experiment.ts"
import { id, instant, json } from "./columns.ts"
import { products } from "./product.ts"

export type ExperimentLook = {
  evidence: Record<string, number>
  lift: { low: number; high: number } | null
  reason: string
  days: number
}

/** One thing that is tried on a product's page. One may run per product: the index is what makes two impossible. */
export const experiments = sqliteTable(
  "experiments",
  {
    id: id(),
    key: text("key").notNull(),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    draftId: text("draft_id").notNull(),
    kind: text("kind").$type<ExperimentKind>().notNull(),
    mode: text("mode").$type<ExperimentMode>().notNull(),
    status: text("status").$type<ExperimentStatus>().notNull(),
    hypothesis: text("hypothesis").notNull(),
    arms: json<Arm[]>("arms").notNull(),
    /** Part of the visitors by arm; adds up to one. A bandit's moves every night. */
    shares: json<Record<string, number>>("shares").notNull(),
    /** Hash of the control's words: whoever changes them on the shelf ends the experiment. */
    controlHash: text("control_hash").notNull(),
    outcome: text("outcome").$type<"won" | "shipped" | "stopped">(),
    reason: text("reason"),
    winner: text("winner"),
    look: json<ExperimentLook>("look"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("experiments_key").on(t.key),
    uniqueIndex("experiments_one_running")
      .on(t.productId)
      .where(sql`${t.status} = 'running'`),
    index("experiments_status").on(t.status, t.createdAt),
    check("experiments_status_known", sql`${t.status} IN ('draft','running','ended')`),
    check("experiments_ended_says_why", sql`${t.status} <> 'ended' OR (${t.outcome} IS NOT NULL AND ${t.reason} IS NOT NULL)`),
  ],
)

/** First exposures: one row a visitor and experiment. `unit` is a hash, another one in every experiment, so rows cannot be joined to a person. */
export const exposures = sqliteTable(
  "exposures",
  {
    experimentId: text("experiment_id")
      .notNull()
      .references(() => experiments.id),
    unit: text("unit").notNull(),
    arm: text("arm").notNull(),
    at: instant("at").notNull(),
    convertedAt: instant("converted_at"),
  },
  (t) => [primaryKey({ columns: [t.experimentId, t.unit] })],
)

/** What is judged: one row a day and arm, counted as it happens. */
export const experimentDays = sqliteTable(
  "experiment_days",
  {
    experimentId: text("experiment_id")
      .notNull()
      .references(() => experiments.id),
    day: text("day").notNull(),
    arm: text("arm").notNull(),
    visitors: integer("visitors").notNull().default(0),
    conversions: integer("conversions").notNull().default(0),
    refunds: integer("refunds").notNull().default(0),
    revenue: integer("revenue").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.experimentId, t.day, t.arm] })],
)
