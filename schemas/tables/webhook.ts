import { sql } from "drizzle-orm"
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, instant, json } from "./columns.ts"

/** Where somebody outside hears our events. */
export const webhookEndpoints = sqliteTable(
  "webhook_endpoints",
  {
    id: id(),
    url: text("url").notNull(),
    about: text("about").notNull(),
    /** Event types; an empty list means all. */
    types: json<string[]>("types").notNull(),
    /** The signing secret and, for a day after a rotation, the one before it: sealed with the shop's secret. */
    secret: text("secret").notNull(),
    oldSecret: text("old_secret"),
    oldSecretUntil: instant("old_secret_until"),
    status: text("status").$type<"active" | "disabled">().notNull(),
    disabledWhy: text("disabled_why"),
    /** Since when nothing has arrived there; null after each success. */
    failingSince: instant("failing_since"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    index("webhook_endpoints_status").on(t.status),
    check("webhook_endpoints_status", sql`${t.status} IN ('active','disabled')`),
    check("webhook_endpoints_old_secret", sql`(${t.oldSecret} IS NULL) = (${t.oldSecretUntil} IS NULL)`),
  ],
)

/** One event for one endpoint; the unique index keeps a second reaction from sending it as something new. */
export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    id: id(),
    endpointId: text("endpoint_id")
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    /** The message's id, the same on every attempt: who receives it twice sees that. */
    eventId: text("event_id").notNull(),
    type: text("type").notNull(),
    /** The bytes that are signed and sent. */
    body: text("body").notNull(),
    status: text("status").$type<"pending" | "delivered" | "failed">().notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** When it is tried next; a claim sets it ahead, so that two workers do not send at once. */
    nextAt: instant("next_at").notNull(),
    eventAt: instant("event_at").notNull(),
    createdAt: instant("created_at").notNull(),
    deliveredAt: instant("delivered_at"),
  },
  (t) => [
    uniqueIndex("webhook_deliveries_event").on(t.endpointId, t.eventId),
    index("webhook_deliveries_due").on(t.status, t.nextAt),
    check("webhook_deliveries_status", sql`${t.status} IN ('pending','delivered','failed')`),
    check("webhook_deliveries_time", sql`${t.status} <> 'delivered' OR ${t.deliveredAt} IS NOT NULL`),
  ],
)

/** What an endpoint answered to one attempt. */
export const webhookAttempts = sqliteTable(
  "webhook_attempts",
  {
    id: id(),
    deliveryId: text("delivery_id")
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: "cascade" }),
    n: integer("n").notNull(),
    /** The HTTP status; null when there was no answer. */
    status: integer("status"),
    ms: integer("ms").notNull(),
    /** The first kilobyte of the answer, or why there was none. */
    answer: text("answer").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index("webhook_attempts_delivery").on(t.deliveryId, t.n), index("webhook_attempts_at").on(t.at)],
)
