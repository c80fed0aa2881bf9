import { sql } from "drizzle-orm"
import { blob, check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, instant, json } from "./columns.ts"

/** One immutable outcome a product and day. */
export const outcomes = sqliteTable(
  "outcomes",
  {
    id: id(),
    productId: text("product_id").notNull(),
    day: text("day").notNull(),
    views: integer("views").notNull(),
    orders: integer("orders").notNull(),
    revenue: integer("revenue").notNull(),
    refunds: integer("refunds").notNull(),
    bySource: json<Record<string, { orders: number; revenue: number; refunded: number }>>("by_source").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [uniqueIndex("outcomes_product_day").on(t.productId, t.day)],
)

/** Every model call: which prompt and version, which model, tokens, cost, time. */
export const modelCalls = sqliteTable(
  "model_calls",
  {
    id: id(),
    prompt: text("prompt").notNull(),
    version: integer("version").notNull(),
    model: text("model").notNull(),
    subject: text("subject").notNull(),
    tokensIn: integer("tokens_in").notNull(),
    tokensOut: integer("tokens_out").notNull(),
    costMicros: integer("cost_micros").notNull(),
    millis: integer("millis").notNull(),
    repairs: integer("repairs").notNull(),
    attempts: integer("attempts").notNull().default(1),
    cached: integer("cached", { mode: "boolean" }).notNull().default(false),
    similar: integer("similar", { mode: "boolean" }).notNull().default(false),
    ok: integer("ok", { mode: "boolean" }).notNull(),
    error: text("error"),
    at: instant("at").notNull(),
  },
  (t) => [index("model_calls_at").on(t.at), index("model_calls_subject").on(t.subject)],
)

/** Checked answers by prompt, version, model and input: the same question is not paid for twice. */
export const modelAnswers = sqliteTable(
  "model_answers",
  {
    key: text("key").primaryKey(),
    prompt: text("prompt").notNull(),
    version: integer("version").notNull(),
    model: text("model").notNull(),
    output: json<unknown>("output").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index("model_answers_at").on(t.at)],
)

/**
 * The questions of kept answers that may serve the same question in other words. `guard` is the hash of what must be equal; the vector
 * (float32) is of `embedder` with `dimension`; `basis` is the hash of what the answer rests on.
 */
export const modelQuestions = sqliteTable(
  "model_questions",
  {
    key: text("key")
      .primaryKey()
      .references(() => modelAnswers.key, { onDelete: "cascade" }),
    guard: text("guard").notNull(),
    basis: text("basis").notNull(),
    embedder: text("embedder").notNull(),
    dimension: integer("dimension").notNull(),
    vector: blob("vector", { mode: "buffer" }).notNull(),
  },
  (t) => [
    index("model_questions_guard").on(t.guard, t.embedder),
    check("model_questions_vector", sql`length(${t.vector}) = 4 * ${t.dimension}`),
  ],
)

/** Page views by product and day: what the storefront counts without cookies. */
export const views = sqliteTable(
  "views",
  {
    id: text("id").primaryKey(),
    productId: text("product_id").notNull(),
    day: text("day").notNull(),
    source: text("source").notNull(),
    count: integer("count").notNull(),
  },
  (t) => [uniqueIndex("views_product_day_source").on(t.productId, t.day, t.source)],
)
