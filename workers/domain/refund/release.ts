import { and, eq, ne, sql } from "drizzle-orm"
import { entitlements, orders, refunds } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { LostRace } from "#workers/lib/db.ts"
import { ledgerReversal } from "#workers/domain/ledger/index.ts"

type Failed = Pick<typeof refunds.$inferSelect, "id" | "orderId" | "amount">

/**
 * A refund that did not go through: the amount may be paid back again, and where it had closed the files they open again,
 * for the buyer has no money back. False when that was known.
 */
export async function releaseRefund(ctx: Ctx, { id, orderId, amount }: Failed, why: string): Promise<boolean> {
  const { db } = ctx
  const now = ctx.now()
  try {
    await ctx.commit({
      transition: db
        .update(refunds)
        .set({ status: "failed", updatedAt: now })
        .where(and(eq(refunds.id, id), ne(refunds.status, "failed"))),
      writes: [
        db
          .update(entitlements)
          .set({ status: "active", revokedAt: null })
          .where(and(eq(entitlements.orderId, orderId), sql`(SELECT status FROM orders WHERE id = ${orderId}) = 'refunded'`)),
        db
          .update(orders)
          .set({
            refunded: sql`${orders.refunded} - ${amount}`,
            status: sql`CASE ${orders.status} WHEN 'refunded' THEN 'paid' ELSE ${orders.status} END`,
            updatedAt: now,
          })
          .where(eq(orders.id, orderId)),
        // Nothing to take back where it had not been booked yet.
        ...ledgerReversal(ctx, { source: "refund.issued", sourceId: id, memo: `The refund did not go through. ${why}` }),
      ],
      audit: { operation: "refund.fail", subject: orderId, detail: { refundId: id, error: why } },
    })
    return true
  } catch (error) {
    if (error instanceof LostRace) return false
    throw error
  }
}
