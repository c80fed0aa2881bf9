import { and, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { DisputeStatus } from "#schemas/dispute.ts"
import { Money } from "#schemas/money.ts"
import { disputes, entitlements, orders } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { formatMoney } from "#workers/lib/money.ts"
import { operation } from "#workers/operation.ts"
import { credit, debit, ledgerEntry, ledgerReversal } from "#workers/domain/ledger/index.ts"
import { letterWrite, sendLetter } from "#workers/domain/letter/index.ts"
import { orderNumber } from "#workers/domain/order/index.ts"
import { isClosed, moneyIsHeld } from "./rules.ts"

const Facts = z.strictObject({
  disputeId: z.string(),
  paymentId: z.string(),
  amount: Money,
  reason: z.string(),
  status: DisputeStatus,
  dueBy: z.date().nullable(),
  funds: z.enum(["withdrawn", "reinstated"]).nullable(),
})
type Facts = z.infer<typeof Facts>

/**
 * Takes in what the provider says about a dispute: any order, any number of times. The row only ever moves on; what follows for the order,
 * its files and the books is worked out from the row as it stands after that, in the same batch.
 */
export const observeDispute = operation({
  name: "dispute.observe",
  about: "Records a dispute that the payment provider reports; a lost one closes the files.",
  scope: "write",
  approval: "policy",
  input: Facts,
  output: z.strictObject({ outcome: z.enum(["recorded", "unknown"]), disputeId: z.string().nullable(), opened: z.boolean() }),
})(async (ctx, facts) => {
  const [order] = await ctx.db.select().from(orders).where(eq(orders.paymentId, facts.paymentId))
  if (!order) return { outcome: "unknown", disputeId: null, opened: false }
  const [known] = await ctx.db.select().from(disputes).where(eq(disputes.remoteId, facts.disputeId))
  await ctx.commit({
    writes: [rowWrite(ctx, order.id, facts), ...followers(ctx, order.id), ...bookWrites(ctx, order, facts), ...told(ctx, order, facts)],
    audit: {
      operation: "dispute.observe",
      subject: order.id,
      detail: { remoteId: facts.disputeId, status: facts.status, funds: facts.funds },
    },
  })
  await sendLetter(ctx, letterKey(facts))
  const [row] = await ctx.db.select().from(disputes).where(eq(disputes.remoteId, facts.disputeId))
  return { outcome: "recorded", disputeId: row?.id ?? null, opened: !known }
})

const letterKey = ({ disputeId }: Facts) => `dispute:${disputeId}`

/** One letter a dispute, with the row itself: whoever does not answer in time has lost. A dispute that is over needs nobody. */
function told(ctx: Ctx, { number }: { number: number }, facts: Facts): Write[] {
  const { amount, reason, status, dueBy } = facts
  if (isClosed(status)) return []
  const of = `order ${orderNumber(number)}`
  const lines = [
    `The buyer's bank contests ${formatMoney(amount)} of ${of}. It gives as its reason: ${reason.replaceAll("_", " ")}.`,
    dueBy
      ? `Evidence is taken until ${dueBy.toISOString().slice(0, 16).replace("T", " ")} UTC, once, and not later.`
      : "The bank has named no last day yet; the console shows it when it comes.",
    "What to do: docs/runbooks/books.md, Disputes.",
  ]
  return [letterWrite(ctx, { key: letterKey(facts), subject: `a dispute about ${of}`, lines, page: "/console/ledger#disputes" })]
}

function rowWrite(ctx: Ctx, orderId: string, { disputeId, amount, reason, status, dueBy, funds }: Facts): Write {
  const now = ctx.now()
  // A report that comes late does not open again what is closed, nor ask again for what was handed in.
  const moved = sql`CASE WHEN ${disputes.status} IN ('won','lost','withdrawn') THEN ${disputes.status}
    WHEN ${disputes.status} = 'under_review' AND excluded.status IN ('needs_response','inquiry') THEN ${disputes.status}
    WHEN ${disputes.status} = 'needs_response' AND excluded.status = 'inquiry' THEN ${disputes.status}
    ELSE excluded.status END`
  const held = funds ? funds === "withdrawn" : moneyIsHeld(status)
  return ctx.db
    .insert(disputes)
    .values({
      id: ctx.id("dispute"),
      orderId,
      remoteId: disputeId,
      amount: amount.amount,
      currency: amount.currency,
      reason,
      status,
      held,
      dueBy,
      openedAt: now,
      closedAt: isClosed(status) ? now : null,
      updatedAt: now,
    })
    .onConflictDoUpdate({
      target: disputes.remoteId,
      set: {
        status: moved,
        held: funds ? held : sql`${disputes.held}`,
        dueBy: sql`coalesce(excluded.due_by, ${disputes.dueBy})`,
        closedAt: sql`coalesce(${disputes.closedAt}, excluded.closed_at)`,
        updatedAt: now,
      },
    })
}

/** The order is disputed while a dispute is open or lost, and paid again when the bank found for us; lost closes the files. */
function followers(ctx: Ctx, orderId: string): Write[] {
  const now = ctx.now()
  const contested = sql`EXISTS (SELECT 1 FROM ${disputes} WHERE order_id = ${orderId} AND status IN ('needs_response','under_review','lost'))`
  const lost = sql`EXISTS (SELECT 1 FROM ${disputes} WHERE order_id = ${orderId} AND status = 'lost')`
  return [
    ctx.db
      .update(orders)
      .set({ status: "disputed", updatedAt: now })
      .where(and(eq(orders.id, orderId), eq(orders.status, "paid"), contested)),
    ctx.db
      .update(orders)
      .set({ status: "paid", updatedAt: now })
      .where(and(eq(orders.id, orderId), eq(orders.status, "disputed"), sql`NOT ${contested}`)),
    ctx.db
      .update(entitlements)
      .set({ status: "revoked", revokedAt: now })
      .where(and(eq(entitlements.orderId, orderId), eq(entitlements.status, "active"), lost)),
  ]
}

/** Held back: the provider owes us less, the bank holds it. Won: the mirror of that. Lost: it is gone. Each is posted once. */
function bookWrites(ctx: Ctx, order: { number: number }, { disputeId: sourceId, amount, status, funds }: Facts): Write[] {
  const of = `order ${orderNumber(order.number)}`
  const provider = ctx.payments.name
  const at = ctx.now()
  const contested = debit("receivable:disputes", amount)
  const writes: Write[] = []
  if (funds === "withdrawn" || funds === "reinstated" || moneyIsHeld(status) || status === "won") {
    const postings = [contested, credit(`receivable:${provider}`, amount)]
    writes.push(...ledgerEntry(ctx, { source: "dispute.held", sourceId, at, memo: `Dispute of ${of}`, postings }))
  }
  if (funds === "reinstated" || status === "won")
    writes.push(...ledgerReversal(ctx, { source: "dispute.held", sourceId, memo: `Dispute of ${of} won` }))
  if (status === "lost") {
    const postings = [debit("disputes", amount), credit("receivable:disputes", amount)]
    writes.push(...ledgerEntry(ctx, { source: "dispute.lost", sourceId, at, memo: `Dispute of ${of} lost`, postings }))
  }
  return writes
}
