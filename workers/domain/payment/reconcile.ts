import { and, eq, inArray, min, sql } from "drizzle-orm"
import { z } from "zod"
import { disputes, orders, refunds, shopFacts } from "#schemas/tables/index.ts"
import type { CheckoutState } from "#workers/adapters/payments/payments.ts"
import { PaymentError } from "#workers/adapters/payments/payments.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { balanceOf } from "#workers/domain/ledger/index.ts"
import { dispute } from "#workers/domain/dispute/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { bookForgotten, bookMoves } from "./books.ts"
import { takeCheckout } from "./checkout.ts"
import { differences, type Difference } from "./rules.ts"
import { tellOperator } from "./tell-operator.ts"

const dayMs = 86_400_000
/** Before the first run there is no mark; Stripe's own lists go back this far in one go. */
const firstSpanMs = 90 * dayMs

const Difference = z.strictObject({ subject: z.string(), what: z.string(), ours: z.string(), theirs: z.string() })
export const Reconciliation = z.strictObject({
  from: z.iso.datetime(),
  checkouts: z.int(),
  takenIn: z.int().describe("payment pages whose news had not arrived"),
  refunds: z.int(),
  disputes: z.int(),
  moves: z.int().describe("movements of the provider's balance that are new in the books"),
  forgotten: z.int().describe("sales and refunds from before the books"),
  differences: z.array(Difference),
})

/**
 * Compares the provider's lists with our rows from the last run on: payments whose webhook got lost are taken in, fees are booked, and what
 * still differs is told to the operator. Run twice = run once.
 */
export const reconcilePayments = operation({
  name: "payment.reconcile",
  about: "Compares the payment provider's lists with the orders and the books, and takes in what got lost.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: Reconciliation,
})(async (ctx) => {
  const started = ctx.now()
  const from = await startOf(ctx)
  const forgotten = await bookForgotten(ctx)
  const lists = await listed(ctx, from)
  let takenIn = 0
  for (const page of lists.checkouts) takenIn += (await takePage(ctx, page)) ? 1 : 0
  for (const { id: remoteId, paymentId, amount, status } of lists.refunds.toReversed())
    if (paymentId) await refund.observe(ctx, { paymentId, remoteId, amount, status })
  for (const one of lists.disputes.toReversed())
    if (one.paymentId) await dispute.observe(ctx, { ...one, paymentId: one.paymentId, funds: null })
  const moves = await bookMoves(ctx, lists.balance)
  const left = await openReceivables(ctx)
  const found = [...(await compared(ctx, lists.checkouts)), ...left]
  const before = await leftBefore(ctx)
  const { checkouts, refunds: back, disputes: contested } = lists
  const detail = { from: from.toISOString(), takenIn, moves, differences: found }
  await ctx.commit({
    writes: [fact(ctx, markName(ctx), started.toISOString()), fact(ctx, leftName(ctx), JSON.stringify(left.map(({ ours }) => ours)))],
    audit: { operation: "payment.reconcile", subject: ctx.payments.name, detail },
  })
  // A sale that is told while the lists are read looks left over for one run; what stands at the next one too is real.
  await tellOperator(
    ctx,
    found.filter((one) => !left.includes(one) || before.includes(one.ours)),
  )
  return {
    from: from.toISOString(),
    checkouts: checkouts.length,
    takenIn,
    refunds: back.length,
    disputes: contested.length,
    moves,
    forgotten,
    differences: found,
  }
})

async function listed(ctx: Ctx, from: Date) {
  try {
    const { since } = ctx.payments
    const [checkouts, back, contested, balance] = [
      await since.checkouts(from),
      await since.refunds(from),
      await since.disputes(from),
      await since.balance(from),
    ]
    return { checkouts, refunds: back, disputes: contested, balance }
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error
    throw new AppError("upstream", `The provider's lists could not be read: ${error.message} The next run goes on.`, { cause: error })
  }
}

async function takePage(ctx: Ctx, page: CheckoutState): Promise<boolean> {
  const what = page.paid ? "paid" : page.status === "expired" ? "expired" : page.status === "complete" ? "async_pending" : null
  return what !== null && (await takeCheckout(ctx, what, { ...page, checkoutId: page.id })) === "changed"
}

const markName = (ctx: Ctx) => `reconciled:${ctx.payments.name}`

const leftName = (ctx: Ctx) => `left-over:${ctx.payments.name}`

const fact = (ctx: Ctx, name: string, value: string) =>
  ctx.db.insert(shopFacts).values({ name, value }).onConflictDoUpdate({ target: shopFacts.name, set: { value } })

async function leftBefore(ctx: Ctx): Promise<string[]> {
  const [row] = await ctx.db
    .select()
    .from(shopFacts)
    .where(eq(shopFacts.name, leftName(ctx)))
  return row ? z.array(z.string()).parse(JSON.parse(row.value)) : []
}

/** A day before the last run, and no later than what is still open: pages, refunds and disputes move on long after they were made. */
async function startOf(ctx: Ctx): Promise<Date> {
  const [[kept], [page], [back], [contested]] = await ctx.db.batch([
    ctx.db
      .select()
      .from(shopFacts)
      .where(eq(shopFacts.name, markName(ctx))),
    ctx.db
      .select({ at: min(orders.placedAt) })
      .from(orders)
      .where(inArray(orders.status, ["pending", "processing"])),
    ctx.db
      .select({ at: min(refunds.createdAt) })
      .from(refunds)
      .where(eq(refunds.status, "intended")),
    ctx.db
      .select({ at: min(disputes.openedAt) })
      .from(disputes)
      .where(inArray(disputes.status, ["inquiry", "needs_response", "under_review"])),
  ])
  const first = ctx.now().getTime() - firstSpanMs
  const last = kept ? Date.parse(kept.value) : first
  const open = [page?.at, back?.at, contested?.at].flatMap((at) => (at ? [at.getTime()] : []))
  return new Date(Math.max(first, Math.min(last, ...open) - dayMs))
}

async function compared(ctx: Ctx, pages: CheckoutState[]): Promise<Difference[]> {
  const paid = pages.filter((page) => page.paid)
  const ids = JSON.stringify(paid.flatMap(({ orderId }) => orderId ?? []))
  const rows = await ctx.db
    .select()
    .from(orders)
    .where(and(sql`${orders.id} IN (SELECT value FROM json_each(${ids}))`))
  return paid.flatMap((page) =>
    differences(
      page,
      rows.find(({ id }) => id === page.orderId),
    ),
  )
}

/** Once every movement is in the books the provider owes us nothing: what is left over is money that one of us does not know of. */
async function openReceivables(ctx: Ctx): Promise<Difference[]> {
  const account = `receivable:${ctx.payments.name}` as const
  const left = await balanceOf(ctx, account)
  return left
    .filter(({ amount }) => amount !== 0)
    .map(({ amount, currency }) => ({
      subject: account,
      what:
        amount > 0
          ? "The books expect more than the provider's balance shows."
          : "The provider's balance shows more than the books expect.",
      ours: `${amount} ${currency}`,
      theirs: `0 ${currency}`,
    }))
}
