import { asc, eq, gt, and, gte, lt } from "drizzle-orm"
import { z } from "zod"
import { ledgerEntries, ledgerPostings } from "#schemas/tables/index.ts"
import { csvOf } from "#workers/lib/csv.ts"
import { majorUnits, minorDigits } from "#workers/lib/money.ts"
import { operation } from "#workers/operation.ts"

const columns = ["entry", "at", "source", "source_id", "memo", "account", "debit", "credit", "currency"]
/** A month of a busy shop is a few thousand entries; what is longer is fetched by its dates. */
const mostRows = 50_000

/** The journal as accountants import it: one line a posting, RFC 4180, amounts in major units. */
export const exportLedger = operation({
  name: "ledger.export",
  about: "Gives the journal of a span of time as CSV, oldest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    from: z.iso.date().optional().describe("first day, UTC"),
    until: z.iso.date().optional().describe("the day after the last, UTC"),
    after: z.string().max(60).optional().describe("goes on behind this entry"),
  }),
  output: z.strictObject({ csv: z.string(), rows: z.int(), nextAfter: z.string().nullable() }),
})(async (ctx, { from, until, after }) => {
  const rows = await ctx.db
    .select()
    .from(ledgerEntries)
    .innerJoin(ledgerPostings, eq(ledgerPostings.entryId, ledgerEntries.id))
    .where(
      and(
        from ? gte(ledgerEntries.at, new Date(from)) : undefined,
        until ? lt(ledgerEntries.at, new Date(until)) : undefined,
        after ? gt(ledgerEntries.id, after) : undefined,
      ),
    )
    .orderBy(asc(ledgerEntries.id), asc(ledgerPostings.position))
    .limit(mostRows + 1)
  // An entry is never cut in two: the last one waits for the next page when there is one.
  const cut = rows.length > mostRows ? rows.at(-1)?.ledger_entries.id : undefined
  const whole = rows.filter((row) => row.ledger_entries.id !== cut)
  const lines = whole.map(({ ledger_entries: entry, ledger_postings: posting }) => {
    const amount = majorUnits({ ...posting, amount: Math.abs(posting.amount) }).toFixed(minorDigits(posting.currency))
    const sides = posting.amount > 0 ? [amount, ""] : ["", amount]
    return [entry.id, entry.at.toISOString(), entry.source, entry.sourceId, entry.memo, posting.account, ...sides, posting.currency]
  })
  return { csv: csvOf([columns, ...lines]), rows: lines.length, nextAfter: cut ? (whole.at(-1)?.ledger_entries.id ?? null) : null }
})
