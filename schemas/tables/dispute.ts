import { sql } from "drizzle-orm"
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { DisputeStatus } from "../dispute.ts"
import { id, instant, json } from "./columns.ts"
import { orders } from "./order.ts"

/** A payment that the buyer's bank contests: money is held back until the bank has decided. */
export const disputes = sqliteTable(
  "disputes",
  {
    id: id(),
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id),
    remoteId: text("remote_id").notNull(),
    amount: integer("amount").notNull(),
    currency: text("currency").notNull(),
    reason: text("reason").notNull(),
    status: text("status").$type<DisputeStatus>().notNull(),
    held: integer("held", { mode: "boolean" }).notNull().default(false),
    dueBy: instant("due_by"),
    evidence: json<Record<string, string>>("evidence"),
    answeredBy: text("answered_by"),
    answeredAt: instant("answered_at"),
    openedAt: instant("opened_at").notNull(),
    closedAt: instant("closed_at"),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("disputes_remote").on(t.remoteId),
    index("disputes_order").on(t.orderId),
    index("disputes_status").on(t.status, t.dueBy),
    check("disputes_amount", sql`${t.amount} > 0`),
    check("disputes_status_known", sql`${t.status} IN ('inquiry','needs_response','under_review','won','lost','withdrawn')`),
    check("disputes_closed", sql`${t.status} NOT IN ('won','lost','withdrawn') OR ${t.closedAt} IS NOT NULL`),
  ],
)
