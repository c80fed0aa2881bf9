import { and, eq } from "drizzle-orm"
import { orders, webhooksSeen } from "#schemas/tables/index.ts"
import type { PaymentEvent } from "#workers/adapters/payments/payments.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { dispute } from "#workers/domain/dispute/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { takeAttempt } from "./attempt.ts"
import { takeCheckout } from "./checkout.ts"

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
  switch (event.type) {
    case "ignored":
      return "done"
    case "attempt":
      return takeAttempt(ctx, event)
    case "refunded": {
      if (!event.paymentId) return "unknown"
      const { refundId: remoteId, paymentId, amount, status } = event
      const { outcome } = await refund.observe(ctx, { paymentId, remoteId, amount, status })
      return outcome === "unknown" ? notYet(ctx, event) : "done"
    }
    case "refunds_changed": {
      if (!event.paymentId) return "unknown"
      const { paymentId, refunded } = event
      const [order] = await ctx.db.select({ refunded: orders.refunded }).from(orders).where(eq(orders.paymentId, paymentId))
      if (!order) return notYet(ctx, event)
      if (order.refunded >= refunded.amount) return "done"
      for (const { id: remoteId, amount, status } of await ctx.payments.refundsOf(paymentId))
        await refund.observe(ctx, { paymentId, remoteId, amount, status })
      return "done"
    }
    case "disputed": {
      const { disputeId, paymentId, amount, reason, status, dueBy, funds } = event
      if (!paymentId) return "unknown"
      const { outcome } = await dispute.observe(ctx, { disputeId, paymentId, amount, reason, status, dueBy, funds })
      return outcome === "unknown" ? notYet(ctx, event) : "done"
    }
    case "paid":
    case "async_pending":
    case "async_failed":
    case "expired":
      return (await takeCheckout(ctx, event.type, event)) === "unknown" ? "unknown" : "done"
  }
}

/**
 * A refund or dispute can overtake the payment that it is about. While it is young the provider is asked to send it
 * again, by an error; what is still unknown after that is not about an order of ours.
 */
function notYet(ctx: Ctx, { at }: PaymentEvent): "unknown" {
  if (ctx.now().getTime() - at.getTime() > patienceMs) return "unknown"
  throw new AppError("unavailable", "The payment that this event is about has not been reported yet. Send it again.", { retryAfter: 30 })
}
