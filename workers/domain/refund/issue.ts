import { and, eq, isNull, lt, ne, sql } from "drizzle-orm"
import { z } from "zod"
import { Money } from "#schemas/money.ts"
import { entitlements, orders, refunds } from "#schemas/tables/index.ts"
import { PaymentError } from "#workers/adapters/payments/payments.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, conflict } from "#workers/errors.ts"
import { LostRace, type Write } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { refundWrites } from "#workers/domain/assignment/index.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { ledgerEntry } from "#workers/domain/ledger/index.ts"
import { loadOrder, orderNumber, ruleRefund, type OrderRow } from "#workers/domain/order/index.ts"
import { releaseRefund } from "./release.ts"
import { refundRule } from "./rules/decide.ts"
import { refundPostings } from "./rules.ts"

/** A provider that has not answered after this long will not answer that call any more. */
const answerWithinMs = 60_000

/**
 * Pays an order back: intent recorded, provider called with the intent's id as idempotency key, result recorded. A full
 * refund revokes the files in the same batch as the refund's row.
 */
export const issueRefund = operation({
  name: "refund.issue",
  about: "Pays an order back, whole or in part; a full refund closes its files.",
  scope: "spend",
  approval: "policy",
  decision: "refund.decide",
  input: z.strictObject({
    orderId: z.string().max(60),
    amount: z.int().positive().optional().describe("minor units; all that is left when absent"),
    reason: z.string().trim().min(3).max(300),
  }),
  output: z.strictObject({ refundId: z.string(), status: z.enum(["issued", "pending"]), amount: Money }),
  decide: async (ctx, { orderId, amount }) => ruleRefund((await loadOrder(ctx, orderId)).order, amount, ctx.now(), false),
})(async (ctx, { orderId, amount: asked, reason }) => {
  const { order } = await loadOrder(ctx, orderId)
  const waiting = await unanswered(ctx, orderId, asked)
  if (waiting) return finish(ctx, order, waiting)
  const { ruling, ...decided } = decideRefund(ctx, order, asked)
  if (!ruling.allowed) throw new AppError("refused_by_policy", ruling.reason)
  if (!order.paymentId) throw conflict(`Order ${orderId} has no payment to pay back.`)
  const { amount } = ruling
  const id = ctx.id("refund")
  await reserve(ctx, order, { id, amount, reason }, decided.write)
  return finish(ctx, order, { id, amount, reason })
})

function decideRefund(ctx: Ctx, { id, status, total, refunded, paidAt }: OrderRow, asked: number | undefined) {
  const byPerson = ctx.actor.kind === "operator"
  const { output, write } = decideBy(
    ctx,
    refundRule,
    {
      order: { status, total, refunded, paidAt: paidAt?.toISOString() ?? null },
      asked: asked ?? null,
      now: ctx.now().toISOString(),
      byPerson,
    },
    { subject: id, why: byPerson ? "A person asked for the refund." : "The refund policy was asked." },
  )
  return { ruling: output, write }
}

type Intent = Pick<typeof refunds.$inferSelect, "id" | "amount" | "reason">

/** An earlier refund whose answer never came: asking again under its id finds out, and pays nothing twice. */
async function unanswered(ctx: Ctx, orderId: string, asked: number | undefined): Promise<Intent | undefined> {
  const before = new Date(ctx.now().getTime() - answerWithinMs)
  const open = and(eq(refunds.orderId, orderId), eq(refunds.status, "intended"), isNull(refunds.remoteId), lt(refunds.createdAt, before))
  const rows = await ctx.db.select().from(refunds).where(open).orderBy(refunds.id)
  return rows.find(({ amount }) => asked === undefined || asked === amount)
}

async function finish(ctx: Ctx, order: OrderRow, { id, amount, reason }: Intent) {
  const issued = await callProvider(ctx, id, order, amount)
  const money = { amount, currency: order.currency }
  if (issued.status === "succeeded") {
    await recordRefund(ctx, order, { id, remoteId: issued.id, amount, reason })
    return { refundId: id, status: "issued" as const, amount: money }
  }
  // The provider needs time: its webhook says how it ended, and finds the refund by this id.
  await ctx.commit({
    writes: [ctx.db.update(refunds).set({ remoteId: issued.id, updatedAt: ctx.now() }).where(eq(refunds.id, id))],
    audit: { operation: "refund.pending", subject: order.id, detail: { refundId: id, remoteId: issued.id, status: issued.status } },
  })
  return { refundId: id, status: "pending" as const, amount: money }
}

/** Takes the amount out of what may be paid back before the provider is asked, so two refunds at once cannot exceed the total. */
async function reserve(ctx: Ctx, order: OrderRow, { id, amount, reason }: Intent, decided: Write) {
  const now = ctx.now()
  try {
    await ctx.commit({
      transition: ctx.db
        .update(orders)
        .set({ refunded: sql`${orders.refunded} + ${amount}`, updatedAt: now })
        .where(and(eq(orders.id, order.id), eq(orders.refunded, order.refunded))),
      writes: [
        decided,
        ctx.db.insert(refunds).values({
          id,
          orderId: order.id,
          amount,
          currency: order.currency,
          reason,
          status: "intended",
          actor: ctx.actor.id,
          createdAt: now,
          updatedAt: now,
        }),
      ],
      audit: { operation: "refund.intend", subject: order.id, detail: { refundId: id, amount, reason } },
    })
  } catch (error) {
    if (error instanceof LostRace) throw conflict("Another refund of this order was just made; look at the order again.")
    throw error
  }
}

async function callProvider(ctx: Ctx, id: string, order: OrderRow, amount: number) {
  try {
    return await ctx.payments.refund({
      paymentId: order.paymentId ?? "",
      amount: { amount, currency: order.currency },
      reason: "requested_by_customer",
      orderId: order.id,
      idempotencyKey: id,
    })
  } catch (error) {
    // A refusal is final, so the amount may be paid back again. An unknown outcome keeps it reserved until the webhook tells.
    if (error instanceof PaymentError && !error.retryable) await releaseRefund(ctx, { id, orderId: order.id, amount }, error.message)
    throw new AppError("upstream", `The refund was not confirmed: ${error instanceof Error ? error.message : "no answer"}`, {
      cause: error,
    })
  }
}

export async function recordRefund(ctx: Ctx, order: OrderRow, refund: { id: string; remoteId: string; amount: number; reason: string }) {
  const { db } = ctx
  const now = ctx.now()
  const before = await paidBackBefore(ctx, order.id, refund.id)
  const postings = refundPostings(order, before, refund.amount, ctx.payments.name)
  const whole = sql`(SELECT refunded >= total FROM orders WHERE id = ${order.id})`
  try {
    await ctx.commit({
      transition: db
        .update(refunds)
        .set({ status: "issued", remoteId: refund.remoteId, updatedAt: now })
        .where(and(eq(refunds.id, refund.id), eq(refunds.status, "intended"))),
      writes: [
        db
          .update(orders)
          .set({ status: sql`CASE WHEN refunded >= total THEN 'refunded' ELSE status END`, updatedAt: now })
          .where(eq(orders.id, order.id)),
        db
          .update(entitlements)
          .set({ status: "revoked", revokedAt: now })
          .where(and(eq(entitlements.orderId, order.id), eq(entitlements.status, "active"), whole)),
        ...ledgerEntry(ctx, {
          source: "refund.issued",
          sourceId: refund.id,
          at: now,
          memo: `Refund of order ${orderNumber(order.number)}`,
          postings,
        }),
        ...(before === 0 ? refundWrites(ctx, order.arms) : []),
      ],
      audit: { operation: "refund.issue", subject: order.id, detail: refund },
      events: [
        {
          type: "refund.issued",
          subject: order.id,
          data: {
            refundId: refund.id,
            orderId: order.id,
            amount: { amount: refund.amount, currency: order.currency },
            reason: refund.reason,
          },
        },
      ],
    })
  } catch (error) {
    // The provider's webhook was faster than its answer.
    if (!(error instanceof LostRace)) throw error
  }
}

/** By the refunds' order and not by who answers first, so that their shares of the tax add up however they overtake each other. */
export async function paidBackBefore(ctx: Ctx, orderId: string, refundId: string): Promise<number> {
  const earlier = and(eq(refunds.orderId, orderId), lt(refunds.id, refundId), ne(refunds.status, "failed"))
  const [row] = await ctx.db
    .select({ sum: sql<number>`coalesce(sum(${refunds.amount}), 0)` })
    .from(refunds)
    .where(earlier)
  return row?.sum ?? 0
}
