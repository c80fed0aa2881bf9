import { sql } from "drizzle-orm"
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import type { Account } from "../ledger.ts"
import { id, instant } from "./columns.ts"

/**
 * One fact about money. It is written after its postings and seals them: a trigger refuses an entry whose postings do not
 * add up to zero in every currency, a posting for a sealed entry, and every change of either.
 */
export const ledgerEntries = sqliteTable(
  "ledger_entries",
  {
    id: id(),
    source: text("source").notNull(),
    sourceId: text("source_id").notNull(),
    memo: text("memo").notNull(),
    at: instant("at").notNull(),
    postedAt: instant("posted_at").notNull(),
  },
  (t) => [uniqueIndex("ledger_entries_once").on(t.source, t.sourceId), index("ledger_entries_at").on(t.at)],
)

/** Debits are positive, credits negative, in minor units. */
export const ledgerPostings = sqliteTable(
  "ledger_postings",
  {
    entryId: text("entry_id").notNull(),
    position: integer("position").notNull(),
    account: text("account").$type<Account>().notNull(),
    amount: integer("amount").notNull(),
    currency: text("currency").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.position] }),
    index("ledger_postings_account").on(t.account, t.currency, t.amount),
    check("ledger_postings_amount", sql`typeof(${t.amount}) = 'integer' AND ${t.amount} <> 0`),
    check("ledger_postings_currency", sql`${t.currency} GLOB '[A-Z][A-Z][A-Z]'`),
  ],
)
