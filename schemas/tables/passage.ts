import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"

/**
 * Texts worth citing, with their vectors: int8 (the value times 127), with model and dimension beside them. `bucket` is
 * the nearest of passage_centroids, -1 before there are any. The words are in the FTS5 table `passage_search` under the same `n` (migrations/0005_passage_search.sql).
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
  },
  (t) => [uniqueIndex("passages_source_id").on(t.source, t.id), index("passages_scan").on(t.model, t.bucket)],
)

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
