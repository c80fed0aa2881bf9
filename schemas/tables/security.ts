import { sql } from "drizzle-orm"
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, instant, json } from "./columns.ts"

/** API keys: only the SHA-256 is stored; the key is shown once. */
export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: id(),
    name: text("name").notNull(),
    hash: text("hash").notNull(),
    hint: text("hint").notNull(),
    scopes: json<string[]>("scopes").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [uniqueIndex("api_keys_hash").on(t.hash), check("api_keys_hash_length", sql`length(${t.hash}) = 64`)],
)

export const sessions = sqliteTable(
  "sessions",
  {
    hash: text("hash").primaryKey(),
    keyId: text("key_id").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("sessions_expiry").on(t.expiresAt)],
)

/** Who did what to which thing, in the same batch as the change. */
export const audit = sqliteTable(
  "audit",
  {
    id: id(),
    operation: text("operation").notNull(),
    subject: text("subject").notNull(),
    actor: text("actor").notNull(),
    detail: json<Record<string, unknown>>("detail").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index("audit_subject").on(t.subject, t.at), index("audit_at").on(t.at)],
)

/** Answers to unsafe calls by Idempotency-Key: replayed for a day. `status` null = still running. */
export const idempotency = sqliteTable(
  "idempotency",
  {
    actor: text("actor").notNull(),
    key: text("key").notNull(),
    route: text("route").notNull(),
    bodyHash: text("body_hash").notNull(),
    status: integer("status"),
    body: text("body"),
    headers: json<Record<string, string>>("headers"),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.route, t.key] }), index("idempotency_at").on(t.at)],
)

/** Values the shop makes for itself once: the signing secret, counters. */
export const shopFacts = sqliteTable("shop_facts", { name: text("name").primaryKey(), value: text("value").notNull() })

/** Never holds a row: an insert fails its CHECK and with it the batch. lib/db.ts uses it to abort when a transition matched nothing. */
export const mustChange = sqliteTable("must_change", { never: integer("never").notNull() }, (t) => [
  check("must_change_matched_nothing", sql`${t.never} = 0`),
])

/** Grants at vendors that are renewed while the shop runs, sealed; `mark` is the SHA-256 of the access token. */
export const vendorTokens = sqliteTable("vendor_tokens", {
  name: text("name").primaryKey(),
  mark: text("mark").notNull(),
  sealed: text("sealed").notNull(),
  updatedAt: instant("updated_at").notNull(),
})
