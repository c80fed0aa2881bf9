import { and, asc, desc, eq, lt, sql } from "drizzle-orm"
import { z } from "zod"
import { Balance, LedgerEntry, type Account } from "#schemas/ledger.ts"
import { ledgerEntries, ledgerPostings } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"
import { kindOf } from "./rules.ts"

export const viewLedger = operation({
  name: "ledger.view",
  about: "Shows the balance of every account and the entries, newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    account: z.string().max(80).optional().describe("only entries that touch this account"),
    source: z.string().max(60).optional(),
    sourceId: z.string().max(120).optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ balances: z.array(Balance), items: z.array(LedgerEntry), nextCursor: z.string().nullable() }),
})(async (ctx, { account, source, sourceId, cursor, limit }) => {
  const touches = account ? sql`${ledgerEntries.id} IN (SELECT entry_id FROM ${ledgerPostings} WHERE account = ${account})` : undefined
  const rows = await ctx.db
    .select()
    .from(ledgerEntries)
    .where(
      and(
        touches,
        source ? eq(ledgerEntries.source, source) : undefined,
        sourceId ? eq(ledgerEntries.sourceId, sourceId) : undefined,
        cursor ? lt(ledgerEntries.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(ledgerEntries.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit).map(({ id }) => id)
  const [postings, balances] = await Promise.all([postingsOf(ctx, shown), balanceOf(ctx)])
  const page = pageOf(rows, limit, ({ id, source: about, sourceId: of, memo, at }) => ({
    id,
    source: about,
    sourceId: of,
    memo,
    at: at.toISOString(),
    postings: postings
      .filter(({ entryId }) => entryId === id)
      .map(({ account: on, amount, currency }) => ({ account: on, amount, currency })),
  }))
  return { balances, ...page }
})

/** Every account's balance, or one account's, by currency. */
export async function balanceOf(ctx: Ctx, account?: Account): Promise<Balance[]> {
  const rows = await ctx.db
    .select({ account: ledgerPostings.account, currency: ledgerPostings.currency, amount: sql<number>`sum(${ledgerPostings.amount})` })
    .from(ledgerPostings)
    .where(account ? eq(ledgerPostings.account, account) : undefined)
    .groupBy(ledgerPostings.account, ledgerPostings.currency)
    .orderBy(asc(ledgerPostings.account), asc(ledgerPostings.currency))
  return rows.map((row) => ({ ...row, kind: kindOf(row.account) }))
}

async function postingsOf(ctx: Ctx, entryIds: string[]) {
  // One parameter however many entries: D1 takes a hundred.
  const wanted = sql`${ledgerPostings.entryId} IN (SELECT value FROM json_each(${JSON.stringify(entryIds)}))`
  return ctx.db.select().from(ledgerPostings).where(wanted).orderBy(asc(ledgerPostings.entryId), asc(ledgerPostings.position))
}
