import { sqliteTable, text } from "drizzle-orm/sqlite-core"
import type { FlagValue } from "../flag.ts"
import { instant, json } from "./columns.ts"

/** What somebody set; a flag without a row has its default from the code. */
export const flags = sqliteTable("flags", {
  key: text("key").primaryKey(),
  value: json<FlagValue>("value").notNull(),
  why: text("why").notNull(),
  setBy: text("set_by").notNull(),
  setAt: instant("set_at").notNull(),
})
