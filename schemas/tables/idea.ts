import { sql } from "drizzle-orm"
import { blob, check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { IdeaStatus } from "../idea.ts"
import { id, instant, json } from "./columns.ts"

export type IdeaMeta = {
  title: string
  category: string
  audience: string
  keywords: string[]
  kind: string | null
  /** `rows` says which rows of the source the figure was counted from. */
  evidence: { signal: string; value: number; weight: number; source: string; rows?: string }[]
  source: { name: string; url: string | null; licence: string; sha256: string }
}

/** The blueprint's product_ideas(embedding, meta). The embedding is float32, little-endian; model and dimension stand beside it. */
export const productIdeas = sqliteTable(
  "product_ideas",
  {
    id: id(),
    fingerprint: text("fingerprint").notNull(),
    embedding: blob("embedding", { mode: "buffer" }).notNull(),
    model: text("model").notNull(),
    dimension: integer("dimension").notNull(),
    meta: json<IdeaMeta>("meta").notNull(),
    score: real("score").notNull(),
    status: text("status").$type<IdeaStatus>().notNull(),
    /** Since when it is taken, and by which run or caller; both null while it waits. */
    takenAt: instant("taken_at"),
    takenBy: text("taken_by"),
    /** How often it was taken: what has come to nothing several times is not put back again. */
    tries: integer("tries").notNull().default(0),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("product_ideas_fingerprint").on(t.fingerprint), index("product_ideas_rank").on(t.status, t.score)],
)

/** What was read from outside: where from, under which licence, with which hash. */
export const sources = sqliteTable(
  "sources",
  {
    id: id(),
    name: text("name").notNull(),
    url: text("url"),
    format: text("format").notNull(),
    licence: text("licence").notNull(),
    sha256: text("sha256").notNull(),
    entries: integer("entries").notNull(),
    kept: integer("kept").notNull(),
    readAt: instant("read_at").notNull(),
    /** What this is a reading of, whichever revision: an address or a name. */
    origin: text("origin").notNull().default(""),
    /** What is new against the revision before; null for a first reading. */
    difference: json<Difference>("difference"),
    duplicates: integer("duplicates").notNull().default(0),
    droppedBy: json<Record<string, number>>("dropped_by").notNull().default({}),
  },
  (t) => [uniqueIndex("sources_sha").on(t.sha256), index("sources_read").on(t.readAt), index("sources_origin").on(t.origin, t.readAt)],
)

export type Difference = { added: number; changed: number; removed: number; same: number }

/** Every entry of every source as its last revision has it: by canonical address or name, with a hash of what it says. */
export const sourceEntries = sqliteTable(
  "source_entries",
  {
    origin: text("origin").notNull(),
    key: text("key").notNull(),
    hash: text("hash").notNull(),
    section: text("section").notNull(),
  },
  (t) => [primaryKey({ columns: [t.origin, t.key] }), index("source_entries_key").on(t.key)],
)

/** What a source offered and did not become an idea, and why. */
export const droppedIdeas = sqliteTable(
  "dropped_ideas",
  {
    id: id(),
    sourceId: text("source_id").notNull(),
    title: text("title").notNull(),
    cause: text("cause").notNull(),
    reason: text("reason").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index("dropped_ideas_at").on(t.at, t.id), index("dropped_ideas_source").on(t.sourceId)],
)

/** What shoppers look for, by day: the normalised words, how often and how many products were found; nobody's name or way. */
export const searchDays = sqliteTable(
  "search_days",
  {
    day: text("day").notNull(),
    query: text("query").notNull(),
    count: integer("count").notNull(),
    results: integer("results").notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.query] }), check("search_days_count", sql`${t.count} > 0 AND ${t.results} >= 0`)],
)
