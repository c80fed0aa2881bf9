import { and, eq, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { Money } from "#schemas/money.ts"
import { orders, refunds } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"
import { recordRefund } from "./issue.ts"
import { releaseRefund } from "./release.ts"

/** A refund that the provider reports: ours whose answer was lost, or one made in the provider's own dashboard. */
export const observeRefund = operation({
  name: "refund.observe",
  about: "Records a refund that the payment provider reports.",
  scope: "write",
  approval: "policy",
  input: z.strictObject({ paymentId: z.string(), remoteId: z.string(), amount: Money, status: z.string() }),
  output: z.strictObject({ outcome: z.enum(["recorded", "already", "unknown"]) }),
})(async (ctx, { paymentId, remoteId, amount, status }) => {
  const [order] = await ctx.db.select().from(orders).where(eq(orders.paymentId, paymentId))
  if (!order) return { outcome: "unknown" }
  const [known] = await ctx.db.select().from(refunds).where(eq(refunds.remoteId, remoteId))
  if (status === "failed" || status === "canceled")
    return { outcome: known && (await releaseRefund(ctx, known, `The provider says: ${status}.`)) ? "recorded" : "already" }
  if (status !== "succeeded" || (known && known.status !== "intended")) return { outcome: "already" }
  const open = and(
    eq(refunds.orderId, order.id),
    eq(refunds.status, "intended"),
    eq(refunds.amount, amount.amount),
    isNull(refunds.remoteId),
  )
  const intended = known ?? (await ctx.db.select().from(refunds).where(open).orderBy(refunds.id))[0]
  if (intended) {
    await recordRefund(ctx, order, { id: intended.id, remoteId, amount: amount.amount, reason: intended.reason })
    return { outcome: "recorded" }
  }
  const id = ctx.id("refund")
  const now = ctx.now()
  const taken = Math.min(amount.amount, order.total - order.refunded)
  if (taken <= 0) return { outcome: "already" }
  await ctx.commit({
    writes: [
      ctx.db
        .update(orders)
        .set({ refunded: sql`min(${orders.total}, ${orders.refunded} + ${taken})`, updatedAt: now })
        .where(eq(orders.id, order.id)),
      ctx.db.insert(refunds).values({
        id,
        orderId: order.id,
        amount: taken,
        currency: order.currency,
        reason: "Made in the payment provider's dashboard.",
        status: "intended",
        // Two reports of it at once: the second one breaks on the unique id and finds it recorded when it is sent again.
        remoteId,
        actor: ctx.actor.id,
        createdAt: now,
        updatedAt: now,
      }),
    ],
    audit: { operation: "refund.observe", subject: order.id, detail: { remoteId, amount } },
  })
  await recordRefund(ctx, order, { id, remoteId, amount: taken, reason: "Made in the payment provider's dashboard." })
  return { outcome: "recorded" }
})
