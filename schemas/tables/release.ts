import { sqliteTable, text } from "drizzle-orm/sqlite-core"
import type { Manifest } from "../release.ts"
import { instant, json } from "./columns.ts"

/** What was sold first, frozen: written once by the first paid order, never changed. */
export const releases = sqliteTable("releases", {
  version: text("version").primaryKey(),
  hash: text("hash").notNull(),
  manifest: json<Manifest>("manifest").notNull(),
  orderId: text("order_id").notNull(),
  frozenAt: instant("frozen_at").notNull(),
})
