import { and, eq, isNotNull, sql } from "drizzle-orm"
import { ledgerEntries, orders, refunds } from "#schemas/tables/index.ts"
import type { BalanceMove } from "#workers/adapters/payments/payments.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { ledgerEntry } from "#workers/domain/ledger/index.ts"
import { orderNumber, salePostings } from "#workers/domain/order/index.ts"
import { paidBackBefore, refundPostings } from "#workers/domain/refund/index.ts"
import { movePostings } from "./rules.ts"

const provider = (ctx: Ctx) => ctx.payments.name
/** Entries a commit: two statements each, and D1 takes a batch of a hundred without complaint. */
const perCommit = 25

/** Writes the provider's movements into the books, each once: what it owed us becomes cash, its fees become ours. Answers how many are new. */
export async function bookMoves(ctx: Ctx, moves: BalanceMove[]): Promise<number> {
  const source = `${provider(ctx)}.balance`
  const known = await sourceIds(ctx, source)
  const fresh = moves.filter(({ id }) => !known.has(id)).toReversed()
  const writes = fresh.map((move) =>
    ledgerEntry(ctx, {
      source,
      sourceId: move.id,
      at: move.at,
      memo: `${move.type.replaceAll("_", " ")} ${move.sourceId ?? ""}`.trim(),
      postings: movePostings(move, provider(ctx)),
    }),
  )
  await inPieces(ctx, writes, "payment.book")
  return fresh.length
}

/** Sales and refunds that were recorded by code that kept no books yet. */
export async function bookForgotten(ctx: Ctx): Promise<number> {
  const unbooked = (source: string, id: typeof orders.id | typeof refunds.id) =>
    sql`NOT EXISTS (SELECT 1 FROM ${ledgerEntries} WHERE source = ${source} AND source_id = ${id})`
  const sold = await ctx.db
    .select()
    .from(orders)
    .where(and(isNotNull(orders.paidAt), unbooked("order.paid", orders.id)))
    .limit(500)
  const back = await ctx.db
    .select()
    .from(refunds)
    .innerJoin(orders, eq(orders.id, refunds.orderId))
    .where(and(eq(refunds.status, "issued"), unbooked("refund.issued", refunds.id)))
    .limit(500)
  const sales = sold.map((order) =>
    ledgerEntry(ctx, {
      source: "order.paid",
      sourceId: order.id,
      at: order.paidAt ?? order.placedAt,
      memo: `Order ${orderNumber(order.number)}`,
      postings: salePostings(order, provider(ctx)),
    }),
  )
  const returns = await Promise.all(
    back.map(async ({ refunds: refund, orders: order }) =>
      ledgerEntry(ctx, {
        source: "refund.issued",
        sourceId: refund.id,
        at: refund.updatedAt,
        memo: `Refund of order ${orderNumber(order.number)}`,
        postings: refundPostings(order, await paidBackBefore(ctx, order.id, refund.id), refund.amount, provider(ctx)),
      }),
    ),
  )
  await inPieces(ctx, [...sales, ...returns], "payment.book_forgotten")
  return sold.length + back.length
}

async function sourceIds(ctx: Ctx, source: string): Promise<Set<string>> {
  const rows = await ctx.db.select({ id: ledgerEntries.sourceId }).from(ledgerEntries).where(eq(ledgerEntries.source, source))
  return new Set(rows.map(({ id }) => id))
}

async function inPieces(ctx: Ctx, entries: Write[][], operation: string): Promise<void> {
  for (let n = 0; n < entries.length; n += perCommit) {
    const piece = entries.slice(n, n + perCommit)
    await ctx.commit({ writes: piece.flat(), audit: { operation, subject: provider(ctx), detail: { entries: piece.length } } })
  }
}
