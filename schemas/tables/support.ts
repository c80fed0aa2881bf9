import { sql } from "drizzle-orm"
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, instant, json } from "./columns.ts"
import { orders } from "./order.ts"
import { products } from "./product.ts"

export const tickets = sqliteTable(
  "tickets",
  {
    id: id(),
    status: text("status").$type<"answered" | "waiting" | "closed">().notNull(),
    /** Without personal data: placeholders stand for it. */
    question: text("question").notNull(),
    /** What the placeholders stand for, sealed with the shop's secret; null when there are none. */
    vault: text("vault"),
    email: text("email"),
    orderId: text("order_id"),
    answer: text("answer").notNull(),
    cites: json<string[]>("cites").notNull(),
    answeredBy: text("answered_by").notNull(),
    /** What it is about, as the triage read it; null before. */
    intent: text("intent"),
    /** When the operator was told that its time runs out, and once more that it has. */
    escalatedAt: instant("escalated_at"),
    breachedAt: instant("breached_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    index("tickets_status").on(t.status, t.createdAt),
    index("tickets_created").on(t.createdAt),
    index("tickets_order").on(t.orderId),
    check("tickets_status", sql`${t.status} IN ('answered','waiting','closed')`),
  ],
)

/** What a person, or the shop itself by one of its letters, wrote in answer to a question: the thread, in its order. */
export const ticketReplies = sqliteTable(
  "ticket_replies",
  {
    id: id(),
    ticketId: text("ticket_id")
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    /** 1 for the first. Unique, so of two who answer at once one is told. */
    position: integer("position").notNull(),
    /** Id of the letter that it began as; null for words of one's own. */
    letter: text("letter"),
    subject: text("subject").notNull(),
    /** Without personal data, as the question is kept; links and addresses are filled in when it is sent or shown. */
    text: text("text").notNull(),
    vault: text("vault"),
    author: text("author").notNull(),
    createdAt: instant("created_at").notNull(),
    /** When the mail provider took it; null while it is on its way. */
    sentAt: instant("sent_at"),
    /** Why it will never be mailed; it stands in the thread all the same. */
    unsent: text("unsent"),
  },
  (t) => [
    uniqueIndex("ticket_replies_position").on(t.ticketId, t.position),
    index("ticket_replies_due").on(t.sentAt, t.createdAt),
    check("ticket_replies_position", sql`${t.position} > 0`),
  ],
)

/** A review by a buyer: one an order and product. */
export const reviews = sqliteTable(
  "reviews",
  {
    id: id(),
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id),
    productId: text("product_id")
      .notNull()
      .references(() => products.id),
    rating: integer("rating").notNull(),
    text: text("text").notNull(),
    author: text("author").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("reviews_order_product").on(t.orderId, t.productId),
    index("reviews_product").on(t.productId, t.createdAt),
    index("reviews_created").on(t.createdAt),
    check("reviews_rating", sql`${t.rating} BETWEEN 1 AND 5`),
  ],
)

/** Mail that the embedded outbox holds instead of sending. */
export const mails = sqliteTable(
  "mails",
  {
    id: id(),
    key: text("key").notNull(),
    to: text("to").notNull(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    html: text("html").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("mails_key").on(t.key), index("mails_created").on(t.createdAt)],
)

/** What the operator is told by mail: one row a thing to tell, written with what it tells of and sent until it was taken. */
export const operatorLetters = sqliteTable(
  "operator_letters",
  {
    /** What it is about, for example `dispute:dp_1`: the same thing is told once. */
    key: text("key").primaryKey(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    at: instant("at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** Not sent before this; a claim sets it ahead, so that two senders do not send at once. */
    dueAt: instant("due_at").notNull(),
    sentAt: instant("sent_at"),
    error: text("error"),
  },
  (t) => [index("operator_letters_due").on(t.sentAt, t.dueAt), index("operator_letters_at").on(t.at)],
)

/** Addresses that get no more mail, and why. */
export const suppressions = sqliteTable(
  "suppressions",
  {
    address: text("address").primaryKey(),
    why: text("why").$type<"bounced" | "complained" | "asked">().notNull(),
    source: text("source").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [check("suppressions_why", sql`${t.why} IN ('bounced','complained','asked')`)],
)
