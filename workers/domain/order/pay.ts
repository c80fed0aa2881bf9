import { and, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { Money } from "#schemas/money.ts"
import { carts, entitlements, orders } from "#schemas/tables/index.ts"
import { AppError } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { loadOrder } from "./load.ts"

/**
 * Marks an order paid and grants what was bought, in one batch. However often and in whatever order the provider says
 * so, one call changes the row and the others answer `already`.
 */
export const payOrder = operation({
  name: "order.pay",
  about: "Records that an order was paid, and grants its files.",
  scope: "write",
  approval: "policy",
  input: z.strictObject({
    orderId: z.string(),
    paymentId: z.string(),
    total: Money.nullable(),
    email: z.string().nullable(),
    paidWith: z.string().nullable(),
  }),
  output: z.strictObject({ orderId: z.string(), already: z.boolean() }),
})(async (ctx, { orderId, paymentId, total, email, paidWith }) => {
  const { order, lines } = await loadOrder(ctx, orderId)
  if (total && total.currency !== order.currency)
    throw new AppError("conflict", `The payment is in ${total.currency}, the order in ${order.currency}.`)
  const charged = total?.amount ?? order.total
  // The provider may add tax or take off a promotion code; the difference is booked where it belongs.
  const tax = Math.max(0, charged - order.subtotal)
  const discount = Math.max(0, order.subtotal - charged)
  const now = ctx.now()
  const audit = { operation: "order.pay", subject: orderId, detail: { paymentId, charged, currency: order.currency } }
  try {
    await ctx.commit({
      transition: ctx.db
        .update(orders)
        .set({
          status: "paid",
          paymentId,
          paidWith,
          paidAt: now,
          updatedAt: now,
          total: charged,
          tax,
          discount,
          ...(email ? { email } : {}),
        })
        .where(and(eq(orders.id, orderId), inArray(orders.status, ["pending", "processing", "failed", "expired"]))),
      writes: [
        ...lines.map((line) =>
          ctx.db.insert(entitlements).values({
            id: ctx.id("entitlement"),
            orderId,
            productId: line.productId,
            draftId: line.draftId,
            status: "active",
            grantedAt: now,
          }),
        ),
        ...(order.cartId ? [ctx.db.update(carts).set({ status: "ordered", updatedAt: now }).where(eq(carts.id, order.cartId))] : []),
      ],
      audit,
      events: [
        {
          type: "order.paid",
          subject: orderId,
          data: {
            orderId,
            total: { amount: charged, currency: order.currency },
            productIds: lines.map(({ productId }) => productId),
            paymentId,
          },
        },
      ],
    })
  } catch (error) {
    if (error instanceof LostRace) return { orderId, already: true }
    throw error
  }
  return { orderId, already: false }
})
