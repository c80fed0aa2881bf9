import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, instant, json } from "./columns.ts"

/**
 * What a decision took in from a model, or from a policy file; `prompt` null for what answered no prompt of ours. An output too
 * large for a row is `{ file, bytes }`: the SHA-256 under which its JSON is stored.
 */
export type Heard = { prompt: string | null; version: number; model: string; output: unknown }
export type ToolCall = { name: string; input: unknown; output: unknown }

/** Every decision with all that it was made from. Rows are written once; the links beside them make a change visible. */
export const decisions = sqliteTable(
  "decisions",
  {
    id: id(),
    /** What is replayed together: a day of the organisation as YYYY-MM-DD, or the id of a pipeline run. */
    run: text("run").notNull(),
    agent: text("agent").notNull(),
    decision: text("decision").notNull(),
    rule: text("rule").notNull(),
    version: integer("version").notNull(),
    subject: text("subject").notNull(),
    input: json<unknown>("input").notNull(),
    heard: json<Heard[]>("heard").notNull(),
    tools: json<ToolCall[]>("tools").notNull(),
    output: json<unknown>("output").notNull(),
    /** One sentence for people, made by the rule. */
    why: text("why").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    index("decisions_run").on(t.run, t.id),
    index("decisions_subject").on(t.subject, t.id),
    // A day is replayed across its runs.
    index("decisions_at").on(t.at, t.id),
  ],
)

/** The chain over the decisions: each hash covers the row and the hash before it (as in a hash-linked log, RFC 9162 without the tree). */
export const decisionLinks = sqliteTable("decision_links", {
  seq: integer("seq").primaryKey(),
  decisionId: text("decision_id")
    .notNull()
    .unique()
    .references(() => decisions.id),
  prev: text("prev").notNull(),
  hash: text("hash").notNull(),
  at: instant("at").notNull(),
})
