import { and, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { Money } from "#schemas/money.ts"
import { orders, refunds } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"
import { recordRefund } from "./issue.ts"

/** A refund that the provider reports: ours whose answer was lost, or one made in the provider's own dashboard. */
export const observeRefund = operation({
  name: "refund.observe",
  about: "Records a refund that the payment provider reports.",
  scope: "write",
  approval: "policy",
  input: z.strictObject({ paymentId: z.string(), remoteId: z.string(), amount: Money, status: z.string() }),
  output: z.strictObject({ recorded: z.boolean() }),
})(async (ctx, { paymentId, remoteId, amount, status }) => {
  const [order] = await ctx.db.select().from(orders).where(eq(orders.paymentId, paymentId))
  const [known] = await ctx.db.select().from(refunds).where(eq(refunds.remoteId, remoteId))
  if (!order || known || status !== "succeeded") return { recorded: false }
  const [intended] = await ctx.db
    .select()
    .from(refunds)
    .where(and(eq(refunds.orderId, order.id), eq(refunds.status, "intended"), eq(refunds.amount, amount.amount)))
  if (intended) {
    await recordRefund(ctx, order, { id: intended.id, remoteId, amount: amount.amount, reason: intended.reason })
    return { recorded: true }
  }
  const id = ctx.id("refund")
  const now = ctx.now()
  const taken = Math.min(amount.amount, order.total - order.refunded)
  if (taken <= 0) return { recorded: false }
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
        actor: ctx.actor.id,
        createdAt: now,
        updatedAt: now,
      }),
    ],
    audit: { operation: "refund.observe", subject: order.id, detail: { remoteId, amount } },
  })
  await recordRefund(ctx, order, { id, remoteId, amount: taken, reason: "Made in the payment provider's dashboard." })
  return { recorded: true }
})
