import { and, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { Money } from "#schemas/money.ts"
import { carts, discounts, entitlements, orders } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { conversionWrites } from "#workers/domain/assignment/index.ts"
import { ledgerEntry } from "#workers/domain/ledger/index.ts"
import { loadOrder, orderNumber } from "./load.ts"
import { partsOf, salePostings } from "./rules.ts"

const Bill = z.strictObject({
  subtotal: z.int(),
  discount: z.int().min(0),
  tax: z.int().min(0),
  taxCountry: z.string().max(2).nullable(),
  discountId: z.string().max(120).nullable(),
})

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
    paidWith: z.string().nullable().describe("for the receipt: Visa ending in 4242"),
    bill: Bill.nullable().optional(),
  }),
  output: z.strictObject({ orderId: z.string(), already: z.boolean() }),
})(async (ctx, { orderId, paymentId, total, email, paidWith, bill }) => {
  const { order, lines } = await loadOrder(ctx, orderId)
  if (total && total.currency !== order.currency)
    throw new AppError("conflict", `The payment is in ${total.currency}, the order in ${order.currency}.`)
  const charged = total?.amount ?? order.total
  const parts = partsOf(order.subtotal, charged, bill)
  const { tax, discount } = parts
  const taxCountry = tax > 0 ? (bill?.taxCountry ?? null) : null
  const now = ctx.now()
  const audit = { operation: "order.pay", subject: orderId, detail: { paymentId, charged, tax, discount, currency: order.currency } }
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
          taxCountry,
          discountCode: await codeOf(ctx, bill?.discountId),
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
        ...ledgerEntry(ctx, {
          source: "order.paid",
          sourceId: orderId,
          at: now,
          memo: `Order ${orderNumber(order.number)}`,
          postings: salePostings({ ...parts, currency: order.currency, taxCountry }, ctx.payments.name),
        }),
        ...conversionWrites(ctx, order.arms, lines),
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

/** The word that the buyer typed in; null for a code that was made in the provider's dashboard. */
async function codeOf(ctx: Ctx, discountId: string | null | undefined): Promise<string | null> {
  if (!discountId) return null
  const [row] = await ctx.db.select({ code: discounts.code }).from(discounts).where(eq(discounts.remoteId, discountId))
  return row?.code ?? null
}
