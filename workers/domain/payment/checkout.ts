import { eq } from "drizzle-orm"
import { orders } from "#schemas/tables/index.ts"
import type { CheckoutState } from "#workers/adapters/payments/payments.ts"
import type { Ctx } from "#workers/context.ts"
import { order } from "#workers/domain/order/index.ts"

type Facts = Pick<CheckoutState, "orderId" | "paymentId" | "total" | "email" | "bill"> & { checkoutId: string }
type What = "paid" | "async_pending" | "async_failed" | "expired"

const states = { async_pending: "processing", async_failed: "failed", expired: "expired" } as const

/** What a payment page came to, told by a webhook or found on the provider's list. */
export async function takeCheckout(ctx: Ctx, what: What, facts: Facts): Promise<"changed" | "already" | "unknown"> {
  const { checkoutId, total, email, bill } = facts
  const row = await orderOfCheckout(ctx, facts.orderId, checkoutId)
  if (!row) return "unknown"
  if (row.paymentId) return "already"
  const orderId = row.id
  if (what === "paid") {
    const paymentId = facts.paymentId ?? checkoutId
    const paidWith = facts.paymentId ? await methodOf(ctx, facts.paymentId) : "Nothing to pay"
    const { already } = await order.pay(ctx, { orderId, paymentId, total, email, paidWith, bill })
    return already ? "already" : "changed"
  }
  const { changed } = await order.settle(ctx, { orderId, to: states[what] })
  return changed ? "changed" : "already"
}

/** The card's name is nice to have on a receipt; a payment is not put off for it. */
async function methodOf(ctx: Ctx, paymentId: string): Promise<string | null> {
  try {
    return await ctx.payments.methodOf(paymentId)
  } catch (error) {
    ctx.log("payment.method_unknown", { paymentId, error: String(error) })
    return null
  }
}

/** The order must be ours, and its payment page the one the provider speaks of. */
async function orderOfCheckout(
  ctx: Ctx,
  orderId: string | null,
  checkoutId: string,
): Promise<{ id: string; paymentId: string | null } | null> {
  const [row] = await ctx.db
    .select({ id: orders.id, checkoutId: orders.checkoutId, paymentId: orders.paymentId })
    .from(orders)
    .where(orderId ? eq(orders.id, orderId) : eq(orders.checkoutId, checkoutId))
  // An answer that got lost on the way leaves the order without its checkout's id.
  return row && (row.checkoutId === null || row.checkoutId === checkoutId) ? row : null
}
