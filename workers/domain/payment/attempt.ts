import { eq } from "drizzle-orm"
import { orders } from "#schemas/tables/index.ts"
import type { PaymentEvent } from "#workers/adapters/payments/payments.ts"
import type { Ctx } from "#workers/context.ts"
import { order } from "#workers/domain/order/index.ts"
import { takeCheckout } from "./checkout.ts"

type Attempt = Extract<PaymentEvent, { type: "attempt" }>

/**
 * What a payment is doing below its page. A failed card or a bank that asks leaves the page open, so it is only noted; one that went
 * through is taken in from the page, in case the page's own event got lost.
 */
export async function takeAttempt(ctx: Ctx, { outcome, orderId, paymentId, reason }: Attempt): Promise<"done" | "unknown"> {
  const [row] = orderId ? await ctx.db.select().from(orders).where(eq(orders.id, orderId)) : []
  if (!row) return "unknown"
  if (outcome === "succeeded") {
    if (row.status === "paid" || !row.checkoutId) return "done"
    const page = await ctx.payments.retrieveCheckout(row.checkoutId)
    if (page.paid && page.paymentId === paymentId) await takeCheckout(ctx, "paid", { ...page, checkoutId: page.id })
    return "done"
  }
  if (outcome === "canceled" && row.status === "processing") await order.settle(ctx, { orderId: row.id, to: "failed" })
  await ctx.commit({ audit: { operation: "payment.attempt", subject: row.id, detail: { outcome, paymentId, reason } } })
  return "done"
}
