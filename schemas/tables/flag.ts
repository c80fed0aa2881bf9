import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import type { FlagValue } from "../flag.ts"
import { instant, json } from "./columns.ts"

/** What somebody set; a flag without a row has its default from the code. */
export const flags = sqliteTable("flags", {
  key: text("key").primaryKey(),
  value: json<FlagValue>("value").notNull(),
  /** A switch that is on may be on for this part of the visitors only; null is all of them. */
  percent: integer("percent"),
  why: text("why").notNull(),
  setBy: text("set_by").notNull(),
  setAt: instant("set_at").notNull(),
})

/** How often a flag was asked for, by day: one that nobody asks for is a leftover. */
export const flagUses = sqliteTable(
  "flag_uses",
  { key: text("key").notNull(), day: text("day").notNull(), count: integer("count").notNull() },
  (t) => [primaryKey({ columns: [t.key, t.day] })],
)
