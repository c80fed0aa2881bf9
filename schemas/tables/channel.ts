import { sql } from "drizzle-orm"
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { SyncItem, SyncSummary } from "../sync.ts"
import { id, instant, json } from "./columns.ts"

/** What we remember of a channel: the contract that an operator accepted, what was last seen, and how far sales were read. */
export const channelStates = sqliteTable("channel_states", {
  channel: text("channel").primaryKey(),
  acceptedFingerprint: text("accepted_fingerprint"),
  acceptedVersion: text("accepted_version"),
  acceptedBy: text("accepted_by"),
  acceptedAt: instant("accepted_at"),
  seenFingerprint: text("seen_fingerprint"),
  seenAt: instant("seen_at"),
  /** What the last look at the contract said, in a sentence. */
  contractNote: text("contract_note"),
  /** Sales are complete up to here. */
  salesUntil: instant("sales_until"),
  /** A pull that is under way: where it began and which page comes next. */
  salesPullAt: instant("sales_pull_at"),
  salesCursor: text("sales_cursor"),
  salesNote: text("sales_note"),
})

/** How many calls were made in a short piece of time; a window is the sum of its pieces. */
export const rateBins = sqliteTable(
  "rate_bins",
  {
    key: text("key").notNull(),
    start: integer("start").notNull(),
    /** After this the piece counts in no window. */
    until: integer("until").notNull(),
    count: integer("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.start] }), index("rate_bins_until").on(t.until), check("rate_bins_count", sql`${t.count} > 0`)],
)

/** One reconciliation of a channel. At most one is open; one whose heart has stopped is taken up by the next. */
export const syncs = sqliteTable(
  "syncs",
  {
    id: id(),
    channel: text("channel").notNull(),
    actor: text("actor").notNull(),
    status: text("status").$type<"running" | "done" | "failed">().notNull(),
    resumed: integer("resumed").notNull().default(0),
    summary: json<SyncSummary>("summary").notNull(),
    /** What was not well or was changed, the first hundred. */
    items: json<SyncItem[]>("items").notNull(),
    note: text("note"),
    startedAt: instant("started_at").notNull(),
    heartbeatAt: instant("heartbeat_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    uniqueIndex("syncs_one_running")
      .on(t.channel)
      .where(sql`status = 'running'`),
    index("syncs_channel").on(t.channel, t.startedAt),
    check("syncs_status", sql`${t.status} IN ('running','done','failed')`),
    check("syncs_finished", sql`(${t.status} = 'running') = (${t.finishedAt} IS NULL)`),
  ],
)
