import { sql } from "drizzle-orm"
import { ledgerEntries, ledgerPostings } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { balanced, type Posting } from "./rules.ts"

export type NewEntry = {
  /** What the entry is about: `order.paid`, `refund.issued` … Together with `sourceId` it is posted once, however often it is tried. */
  source: string
  sourceId: string
  /** When the fact happened. */
  at: Date
  memo: string
  postings: Posting[]
}

/**
 * The writes of one entry, for the same `ctx.commit` as the fact that it records. A second try writes nothing; an entry whose postings
 * cancel out or are all zero is none. Throws when a currency does not add up to zero.
 */
export function ledgerEntry(ctx: Ctx, { source, sourceId, at, memo, postings }: NewEntry): Write[] {
  const rows = balanced(postings)
  if (rows.length === 0) return []
  const id = ctx.id("entry")
  const isNew = sql`NOT EXISTS (SELECT 1 FROM ${ledgerEntries} WHERE source = ${source} AND source_id = ${sourceId})`
  return [
    ctx.db.insert(ledgerPostings).select(sql`
      SELECT ${id}, key, json_extract(value, '$.account'), json_extract(value, '$.amount'), json_extract(value, '$.currency')
      FROM json_each(${JSON.stringify(rows)}) WHERE ${isNew}`),
    ctx.db
      .insert(ledgerEntries)
      .select(sql`SELECT ${id}, ${source}, ${sourceId}, ${memo.slice(0, 300)}, ${at.getTime()}, ${ctx.now().getTime()} WHERE ${isNew}`),
  ]
}

/**
 * The writes that take an entry back: a second entry with every posting turned round, for nothing in the books is ever edited. An entry
 * that was not posted, or was taken back already, stays as it is.
 */
export function ledgerReversal(ctx: Ctx, { source, sourceId, memo }: Pick<NewEntry, "source" | "sourceId" | "memo">): Write[] {
  const id = ctx.id("entry")
  const reversed = `${source}.reversed`
  const first = sql`(SELECT id FROM ${ledgerEntries} WHERE source = ${source} AND source_id = ${sourceId})`
  const isNew = sql`${first} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${ledgerEntries} WHERE source = ${reversed} AND source_id = ${sourceId})`
  const now = ctx.now().getTime()
  return [
    ctx.db.insert(ledgerPostings).select(sql`
      SELECT ${id}, position, account, -amount, currency FROM ${ledgerPostings} WHERE entry_id = ${first} AND ${isNew}`),
    ctx.db.insert(ledgerEntries).select(sql`SELECT ${id}, ${reversed}, ${sourceId}, ${memo.slice(0, 300)}, ${now}, ${now} WHERE ${isNew}`),
  ]
}
