import { blob, index, integer, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, instant, json } from "./columns.ts"

export type IdeaMeta = {
  title: string
  category: string
  audience: string
  keywords: string[]
  kind: string | null
  evidence: { signal: string; value: number; weight: number; source: string }[]
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
    status: text("status").$type<"new" | "taken" | "dropped">().notNull(),
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
  },
  (t) => [uniqueIndex("sources_sha").on(t.sha256)],
)
