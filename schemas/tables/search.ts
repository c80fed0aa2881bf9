import { sqliteTable, text } from "drizzle-orm/sqlite-core"

/** The FTS5 table of migrations/0001_search.sql. Not in index.ts: drizzle-kit cannot make virtual tables and must not try. */
export const productSearch = sqliteTable("product_search", {
  id: text("id").notNull(),
  title: text("title").notNull(),
  tags: text("tags").notNull(),
  audience: text("audience").notNull(),
  body: text("body").notNull(),
})
