import type { OrderView } from "#schemas/order.ts"
import type { Shop } from "#workers/domain/index.ts"
import { attempt, textOf, type Failure } from "../form/failure.ts"
import { minorUnits } from "./amount.ts"

export type RefundWish = { amount: number; reason: string; seen: number }
export type RefundOutcome =
  | { step: "confirm"; wish: RefundWish }
  | { step: "done"; location: string }
  | { step: "failed"; failure: Failure }

const failed = (code: string, message: string, field?: string): RefundOutcome => ({
  step: "failed",
  failure: { code, message, fields: field ? { [field]: message } : {} },
})

/** What may still be paid back, in minor units. */
export const refundable = ({ status, total, refunded }: Pick<OrderView, "status" | "total" | "refunded">): number =>
  status === "paid" || status === "disputed" ? total.amount - refunded.amount : 0

/**
 * Reads the refund form of an order. It carries what had been paid back when the page was shown, so a form that is sent
 * twice, or after somebody else's refund, pays nothing a second time.
 */
export async function answerRefund(
  shop: { refund: Pick<Shop["refund"], "issue"> },
  order: OrderView,
  form: FormData,
): Promise<RefundOutcome> {
  const [typed, reason, seen] = [textOf(form, "amount"), textOf(form, "reason"), Number(textOf(form, "seen"))]
  const amount = minorUnits(typed, order.total.currency)
  if (amount === null || amount === 0) return failed("invalid", "Type an amount such as 12.50.", "amount")
  if (reason.length < 3) return failed("invalid", "Say why, in three characters or more; the buyer's record keeps it.", "reason")
  if (seen !== order.refunded.amount)
    return failed(
      "conflict",
      "Another refund of this order was made since this page was shown. Nothing was paid back now; look at the sums again.",
    )
  if (amount > refundable(order)) return failed("invalid", "That is more than is left to pay back.", "amount")
  if (textOf(form, "confirmed") !== "yes") return { step: "confirm", wish: { amount, reason, seen } }
  const issued = await attempt(() => shop.refund.issue({ orderId: order.id, amount, reason }))
  if (!issued.ok) return { step: "failed", failure: issued.failure }
  return { step: "done", location: `/console/orders/${order.id}?refund=${issued.value.status}` }
}
