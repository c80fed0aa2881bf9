import { sql } from "drizzle-orm"
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { instant } from "./columns.ts"

/**
 * Texts worth citing, with their vectors: int8 (the value times 127), with model and dimension beside them. `bucket` is
 * the nearest of passage_centroids, -1 before there are any. `key` names the vector in a service beside D1, and `served` says
 * that it is there. `fetchedAt` and `sha256` are of the whole page or file that a passage was read from. The words are in the FTS5 table `passage_search` under the same `n` (migrations/0005_passage_search.sql).
 */
export const passages = sqliteTable(
  "passages",
  {
    n: integer("n").primaryKey(),
    id: text("id").notNull(),
    source: text("source").notNull(),
    title: text("title").notNull(),
    licence: text("licence").notNull(),
    url: text("url").notNull(),
    text: text("text").notNull(),
    model: text("model").notNull().default(""),
    dimension: integer("dimension").notNull().default(0),
    bucket: integer("bucket").notNull().default(-1),
    vector: blob("vector", { mode: "buffer" }),
    key: text("key").notNull().default(""),
    served: integer("served", { mode: "boolean" }).notNull().default(false),
    fetchedAt: instant("fetched_at"),
    sha256: text("sha256"),
  },
  (t) => [
    uniqueIndex("passages_source_id").on(t.source, t.id),
    index("passages_scan").on(t.model, t.bucket),
    index("passages_key").on(t.key),
    index("passages_unserved")
      .on(t.model)
      .where(sql`served = 0`),
  ],
)

/** Vectors that a service may still have and D1 has no passage for; the re-embed job deletes them there. */
export const staleVectors = sqliteTable("stale_vectors", { key: text("key").primaryKey() })

/** Centres of a large table's vectors (int8): a search then reads only the passages around the centres nearest to its question. */
export const passageCentroids = sqliteTable(
  "passage_centroids",
  {
    model: text("model").notNull(),
    bucket: integer("bucket").notNull(),
    vector: blob("vector", { mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.model, t.bucket] })],
)
