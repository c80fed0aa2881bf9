import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { EventType } from "../event.ts"
import { id, instant, json } from "./columns.ts"

/** The outbox: an event stays due until every reaction to it is done, not until it was sent. */
export const events = sqliteTable(
  "events",
  {
    id: id(),
    type: text("type").$type<EventType>().notNull(),
    subject: text("subject").notNull(),
    sequence: integer("sequence").notNull(),
    data: json<Record<string, unknown>>("data").notNull(),
    at: instant("at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    sentAt: instant("sent_at"),
    handledAt: instant("handled_at"),
    error: text("error"),
    /** Not tried again before this; grows with the attempts. */
    dueAt: instant("due_at"),
    /** Given up until an operator replays it. */
    parkedAt: instant("parked_at"),
  },
  (t) => [
    uniqueIndex("events_sequence").on(t.subject, t.sequence),
    index("events_due").on(t.handledAt, t.at),
    index("events_type").on(t.type, t.at),
  ],
)

/** One row a reaction that has run for an event: a second delivery finds it and does nothing. */
export const reactionsDone = sqliteTable(
  "reactions_done",
  { eventId: text("event_id").notNull(), reaction: text("reaction").notNull(), at: instant("at").notNull() },
  (t) => [primaryKey({ columns: [t.eventId, t.reaction] })],
)

/** Claims on what came in from outside: a webhook's id is inserted before anything else happens. */
export const webhooksSeen = sqliteTable(
  "webhooks_seen",
  {
    source: text("source").notNull(),
    id: text("id").notNull(),
    type: text("type").notNull(),
    at: instant("at").notNull(),
    handledAt: instant("handled_at"),
  },
  (t) => [primaryKey({ columns: [t.source, t.id] }), index("webhooks_seen_at").on(t.at)],
)
