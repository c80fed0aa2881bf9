import { raciRefusal } from "#workers/mandate.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { decideBy, type Decided } from "#workers/domain/decision/index.ts"
import { loadOrder } from "#workers/domain/order/index.ts"
import { refuseRule } from "./rules/refuse.ts"

/**
 * Decides that a refund is refused; the log's row belongs into the commit with the letter that says so. Throws for an agent that does not
 * answer for refunds, and for software where the policy does not refuse.
 */
export async function refuseRefund(ctx: Ctx, orderId: string, why: string): Promise<Decided<unknown>> {
  const stranger = raciRefusal(ctx.actor, "refund.decide")
  if (stranger) throw new AppError("forbidden", stranger)
  const { status, total, refunded, paidAt } = (await loadOrder(ctx, orderId)).order
  const decided = decideBy(
    ctx,
    refuseRule,
    {
      order: { status, total, refunded, paidAt: paidAt?.toISOString() ?? null },
      now: ctx.now().toISOString(),
      byPerson: ctx.actor.kind === "operator",
    },
    { subject: orderId, why },
  )
  if (!decided.output.refused) throw new AppError("refused_by_policy", decided.output.reason)
  return decided
}
