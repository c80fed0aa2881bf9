import { and, eq } from "drizzle-orm"
import { orders, webhooksSeen } from "#schemas/tables/index.ts"
import type { PaymentEvent } from "#workers/adapters/payments/payments.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { order } from "#workers/domain/order/index.ts"
import { refund } from "#workers/domain/refund/index.ts"

const patienceMs = 3_600_000

/**
 * Takes in what the payment provider reports: any order, any number of times. The event's id is claimed before anything
 * else; what follows is a conditional transition, so a second delivery that overtakes the first one changes nothing.
 */
export async function receivePayment(ctx: Ctx, event: PaymentEvent): Promise<"done" | "seen" | "unknown"> {
  const { db } = ctx
  const source = ctx.payments.name
  await db.insert(webhooksSeen).values({ source, id: event.id, type: event.type, at: ctx.now() }).onConflictDoNothing()
  const claim = and(eq(webhooksSeen.source, source), eq(webhooksSeen.id, event.id))
  const [seen] = await db.select().from(webhooksSeen).where(claim)
  if (seen?.handledAt) return "seen"
  const outcome = await apply(ctx, event)
  await db.update(webhooksSeen).set({ handledAt: ctx.now() }).where(claim)
  return outcome
}

async function apply(ctx: Ctx, event: PaymentEvent): Promise<"done" | "unknown"> {
  if (event.type === "ignored") return "done"
  if (event.type === "refunded") {
    if (!event.paymentId) return "unknown"
    const { refundId: remoteId, paymentId, amount, status } = event
    const { outcome } = await refund.observe(ctx, { paymentId, remoteId, amount, status })
    return outcome === "unknown" ? notYet(ctx, event) : "done"
  }
  if (event.type === "disputed") {
    const orderId = event.paymentId ? await orderOfPayment(ctx, event.paymentId) : null
    if (!orderId) return notYet(ctx, event)
    await order.settle(ctx, { orderId, to: "disputed" })
    return "done"
  }
  const orderId = await orderOfCheckout(ctx, event.orderId, event.checkoutId)
  if (!orderId) return "unknown"
  if (event.type === "paid") {
    const { paymentId, checkoutId, total, email } = event
    await order.pay(ctx, { orderId, paymentId: paymentId ?? checkoutId, total, email, paidWith: ctx.payments.name })
    return "done"
  }
  const to = ({ async_pending: "processing", async_failed: "failed", expired: "expired" } as const)[event.type]
  await order.settle(ctx, { orderId, to })
  return "done"
}

/**
 * A refund or dispute can overtake the payment that it is about. While it is young the provider is asked to send it
 * again, by an error; what is still unknown after that is not about an order of ours.
 */
function notYet(ctx: Ctx, { at }: PaymentEvent): "unknown" {
  if (ctx.now().getTime() - at.getTime() > patienceMs) return "unknown"
  throw new AppError("unavailable", "The payment that this event is about has not been reported yet. Send it again.", { retryAfter: 30 })
}

/** The order must be ours, and its payment page the one the provider speaks of. */
async function orderOfCheckout(ctx: Ctx, orderId: string | null, checkoutId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: orders.id, checkoutId: orders.checkoutId })
    .from(orders)
    .where(orderId ? eq(orders.id, orderId) : eq(orders.checkoutId, checkoutId))
  // An answer that got lost on the way leaves the order without its checkout's id.
  return row && (row.checkoutId === null || row.checkoutId === checkoutId) ? row.id : null
}

async function orderOfPayment(ctx: Ctx, paymentId: string): Promise<string | null> {
  const [row] = await ctx.db.select({ id: orders.id }).from(orders).where(eq(orders.paymentId, paymentId))
  return row?.id ?? null
}
