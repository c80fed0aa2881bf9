import { sql } from "drizzle-orm"
import { z } from "zod"
import { Currency } from "#schemas/money.ts"
import { ledgerDays, ledgerPostings, shopFacts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"
import { pageOperator } from "#workers/domain/letter/index.ts"
import { compareSums, sumOfAccount, type Sum } from "./rules.ts"
import { ownSums } from "./own-sums.ts"

export const MoneyCheck = z.strictObject({
  at: z.iso.datetime(),
  rows: z.array(
    z.strictObject({
      what: z.string(),
      currency: Currency,
      orders: z.int().describe("minor units, from the rows of orders, refunds, sales …"),
      books: z.int().describe("minor units, from the ledger"),
    }),
  ),
  differences: z.int().describe("rows in which the two differ; 0 is what is expected"),
  suspects: z.array(z.string()).describe("orders and refunds whose own entry is missing or says something else, the first twenty"),
})
export type MoneyCheck = z.infer<typeof MoneyCheck>

export const moneyFact = "metric:reconciled"

/** Every sum of money twice, from what was sold and from the books. They agree to the cent, or the rows that differ are named. */
export const reconcileMetrics = operation({
  name: "metric.reconcile",
  about: "Compares what orders, refunds, disputes, channel sales, advertising and models add up to with the ledger, to the cent.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: MoneyCheck,
})(async (ctx) => {
  const [own, books, journal] = await Promise.all([ownSums(ctx), daySums(ctx), journalSums(ctx)])
  const rows = compareSums(own, books)
  // The days are what figures are made of, the journal is what they were added up from.
  const stale = compareSums(journal, books).filter((row) => row.orders !== row.books)
  const all = [...rows, ...stale.map((row) => ({ ...row, what: `${row.what}, journal and days` }))]
  const differences = all.filter((row) => row.orders !== row.books).length
  const check = { at: ctx.now().toISOString(), rows: all, differences, suspects: differences > 0 ? await suspectsOf(ctx) : [] }
  const value = JSON.stringify(check)
  await ctx.commit({
    writes: [ctx.db.insert(shopFacts).values({ name: moneyFact, value }).onConflictDoUpdate({ target: shopFacts.name, set: { value } })],
    audit: { operation: "metric.reconcile", subject: "books", detail: { rows: all.length, differences, suspects: check.suspects } },
  })
  if (differences > 0) await tellOperator(ctx, check)
  return check
})

type Line = { account: string; currency: string; amount: number }
const named = (ctx: Ctx, lines: Line[]): Sum[] =>
  lines.flatMap(({ account, currency, amount }) => {
    const of = sumOfAccount(account, ctx.payments.name)
    return of ? [{ what: of.what, currency, amount: of.sign * amount }] : []
  })

const daySums = async (ctx: Ctx) =>
  named(
    ctx,
    await ctx.db
      .select({ account: ledgerDays.account, currency: ledgerDays.currency, amount: sql<number>`sum(${ledgerDays.amount})` })
      .from(ledgerDays)
      .groupBy(ledgerDays.account, ledgerDays.currency),
  )

const journalSums = async (ctx: Ctx) =>
  named(
    ctx,
    await ctx.db
      .select({ account: ledgerPostings.account, currency: ledgerPostings.currency, amount: sql<number>`sum(${ledgerPostings.amount})` })
      .from(ledgerPostings)
      .groupBy(ledgerPostings.account, ledgerPostings.currency),
  )

/** Looked for only when a sum differs: an order or refund without its entry, or with one about another amount. */
async function suspectsOf(ctx: Ctx): Promise<string[]> {
  const posted = (source: string, id: string, like: string) =>
    sql.raw(`coalesce((SELECT sum(p.amount) FROM ledger_entries e JOIN ledger_postings p ON p.entry_id = e.id
      WHERE e.source = '${source}' AND e.source_id = ${id} AND p.account LIKE '${like}'), 0)`)
  const rows = await ctx.db.all<{ id: string }>(sql`
    SELECT id FROM orders WHERE paid_at IS NOT NULL AND subtotal <> -${posted("order.paid", "orders.id", "revenue:%")}
    UNION ALL SELECT id FROM refunds WHERE status = 'issued' AND amount <> -${posted("refund.issued", "refunds.id", "receivable:%")}
    LIMIT 20`)
  return rows.map(({ id }) => id)
}

/** One letter for one finding; the same differences are not told again the next night. */
async function tellOperator(ctx: Ctx, { rows, suspects }: MoneyCheck): Promise<void> {
  const differing = rows.filter((row) => row.orders !== row.books)
  const lines = differing.map(
    ({ what, currency, orders, books }) => `${what}: ${orders} by what was sold, ${books} by the books (minor units of ${currency})`,
  )
  const told = [
    `${differing.length} sums of money differ between what was sold and the books.`,
    lines.join("\n"),
    suspects.length > 0
      ? `Look at: ${suspects.join(", ")}`
      : "Every order and refund has its entry; look at channels, disputes and advertising.",
  ]
  const key = `metric:${(await sha256(told.join("\n\n"))).slice(0, 32)}`
  await pageOperator(ctx, { key, subject: `${differing.length} differences in the figures`, lines: told, page: "/console/metrics" })
}
