import { eq, sql } from "drizzle-orm"
import { expect, test } from "vitest"
import type { Utm } from "#schemas/cart.ts"
import type { ChannelOrder } from "#schemas/channel.ts"
import { mails, orderLines, orders } from "#schemas/tables/index.ts"
import { credit, debit, ledgerEntry } from "#workers/domain/ledger/index.ts"
import { dispute } from "#workers/domain/dispute/index.ts"
import { order } from "#workers/domain/order/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { recordSale } from "#workers/domain/sale/record.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make, type MadeDraft } from "#workers/test/make.ts"
import { measureGoal, metric } from "./index.ts"

// A time of its own: the storage is shared with other files, and nobody else sells in these days.
const time = clock("2031-06-10T09:00:00Z")
const ctx = testCtx({ now: time.now })

type Wish = { subtotal: number; currency?: string; discount?: number; tax?: number; email?: string; utm?: Utm }
let good: MadeDraft | undefined

/** An order that the provider says was paid: the shop's own operation writes what follows. */
async function sold({ subtotal, currency = "USD", discount = 0, tax = 0, email = "jo@example.com", utm = {} }: Wish) {
  good ??= await make.liveProduct(ctx)
  const id = ctx.id("order")
  const { productId, draftId } = good
  await ctx.db.insert(orders).values({
    id,
    number: sql`(SELECT coalesce(max(number), 1000) + 1 FROM orders)`,
    status: "pending",
    currency,
    subtotal,
    total: subtotal,
    utm,
    placedAt: ctx.now(),
    updatedAt: ctx.now(),
  })
  await ctx.db.insert(orderLines).values({ orderId: id, productId, draftId, title: "A good", amount: subtotal, position: 0 })
  const total = { amount: subtotal - discount + tax, currency }
  const bill = { subtotal, discount, tax, taxCountry: tax > 0 ? "DE" : null, discountId: null }
  await order.pay(ctx.as(actors.webhook), { orderId: id, paymentId: `pi_${id}`, total, email, paidWith: "card", bill })
  return { id, paymentId: `pi_${id}` }
}

const back = (paymentId: string, amount: number, currency: string, n = 1) =>
  refund.observe(ctx.as(actors.webhook), { paymentId, remoteId: `re_${paymentId}_${n}`, amount: { amount, currency }, status: "succeeded" })

const contested = (paymentId: string, amount: number, currency: string, status: "needs_response" | "lost" | "won") =>
  dispute.observe(ctx.as(actors.webhook), {
    disputeId: `dp_${paymentId}`,
    paymentId,
    amount: { amount, currency },
    reason: "fraudulent",
    status,
    dueBy: null,
    funds: null,
  })

async function checked(currency: string) {
  const { rows } = await metric.reconcile(ctx, {})
  return Object.fromEntries(rows.filter((row) => row.currency === currency).map(({ what, orders: own, books }) => [what, [own, books]]))
}

test("tax, coupons, refunds in parts, disputes, channels and a currency without cents add up to the same twice", async () => {
  const first = await sold({ subtotal: 1999, discount: 333, tax: 317, currency: "CHF" })
  // Thirds of a sum whose tax does not divide by three.
  for (const n of [1, 2, 3]) await back(first.paymentId, 661, "CHF", n)
  const lost = await sold({ subtotal: 900, tax: 171, currency: "CHF" })
  await contested(lost.paymentId, 1071, "CHF", "needs_response")
  await contested(lost.paymentId, 1071, "CHF", "lost")
  const won = await sold({ subtotal: 500, currency: "CHF" })
  await contested(won.paymentId, 500, "CHF", "needs_response")
  await contested(won.paymentId, 500, "CHF", "won")
  const yen = await sold({ subtotal: 1500, tax: 151, currency: "JPY" })
  await back(yen.paymentId, 500, "JPY")
  const sale = (change: Partial<ChannelOrder>): ChannelOrder => ({
    remoteId: "chf-1",
    status: "paid",
    at: ctx.now(),
    country: "CH",
    total: { amount: 1077, currency: "CHF" },
    tax: { amount: 77, currency: "CHF" },
    fees: { amount: 95, currency: "CHF" },
    refunded: { amount: 0, currency: "CHF" },
    lines: [],
    ...change,
  })
  await recordSale(ctx, "etsy", sale({}))
  await recordSale(ctx, "etsy", sale({ status: "partly-refunded", refunded: { amount: 500, currency: "CHF" } }))
  await recordSale(ctx, "shopify", sale({ remoteId: "chf-2", refunded: { amount: 333, currency: "CHF" }, status: "partly-refunded" }))

  const francs = await checked("CHF")
  for (const [what, [own, books]] of Object.entries(francs)) expect(own, what).toBe(books)
  expect(francs).toMatchObject({
    goods: [3399, 3399],
    discounts: [333, 333],
    refunds: [1666, 1666],
    disputes: [1071, 1071],
    tax: [171, 171],
    "goods on etsy": [1000, 1000],
    "fees of etsy": [95, 95],
    "tax on shopify": [53, 53],
  })
  // 500 of 1651 yen: of the 151 tax 46 go back, for yen have no cents that a rest could hide in.
  expect(await checked("JPY")).toEqual({ goods: [1500, 1500], tax: [105, 105], refunds: [454, 454] })
})

test("an order that is not in the books is named, told once by letter, and both sides stay as they are", async () => {
  const { id } = await sold({ subtotal: 700, currency: "SEK" })
  const sizes = () => ctx.db.$count(mails, sql`subject LIKE '%differences in the figures'`)
  await ctx.db.update(orders).set({ subtotal: 800, total: 800 }).where(eq(orders.id, id))
  const before = await sizes()
  const found = await metric.reconcile(ctx, {})
  expect(found.differences).toBeGreaterThan(0)
  expect(found.suspects).toContain(id)
  expect(found.rows).toContainEqual({ what: "goods", currency: "SEK", orders: 800, books: 700 })
  await metric.reconcile(ctx, {})
  expect(await sizes()).toBe(before + 1)
  await ctx.db.update(orders).set({ subtotal: 700, total: 700 }).where(eq(orders.id, id))
  expect(await checked("SEK")).toEqual({ goods: [700, 700] })
  expect(await codeOf(metric.reconcile(ctx.as(actors.reader), {}))).toBe("forbidden")
})

test("what is missing is null and says why; the first sales make figures of it that agree with the shop's own sums", async () => {
  time.pass(400 * 86_400)
  for (const name of ["orders.average", "refunds.rate", "reviews.nps", "support.first_answer", "costs.models_per_revenue"])
    expect(await measureGoal(ctx, name, 1), name).toBeNull()
  expect((await metric.view(ctx, { name: "orders.average", days: 1 })).why).toBe("No order was paid.")
  const a = await sold({ subtotal: 1000, tax: 190, email: "Ann@example.com", utm: { source: "pinterest", medium: "cpc", campaign: "c1" } })
  await sold({ subtotal: 2000, discount: 500, email: "bo@example.com" })
  await back(a.paymentId, 595, "USD")
  const books = [debit("ads:pinterest", { amount: 300, currency: "USD" }), credit("payable:pinterest", { amount: 300, currency: "USD" })]
  const fees = [debit("fees:stripe", { amount: 90, currency: "USD" }), credit("cash:stripe", { amount: 90, currency: "USD" })]
  for (const [sourceId, postings] of [
    ["ads", books],
    ["fees", fees],
  ] as const)
    await ctx.commit({
      writes: ledgerEntry(ctx, {
        source: "test.metric",
        sourceId: `${a.id}-${sourceId}`,
        at: ctx.now(),
        memo: sourceId,
        postings: [...postings],
      }),
      audit: { operation: "test.post", subject: a.id },
    })
  time.pass(5 * 86_400)
  await sold({ subtotal: 1000, email: "ANN@example.com " })
  await metric.snapshot(ctx, {})
  const of = (name: string, days = 10) => metric.view(ctx, { name, days })
  // 1000 + 2000 − 500 + 1000, less the 500 of the 595 that were not tax.
  expect(await of("revenue.net")).toMatchObject({ value: 3000, n: 3 })
  expect(await of("margin.gross")).toMatchObject({
    value: 2610,
    parts: [{ name: "USD", values: { tax: 95, fees: 90, ads: 300, discounts: 500 } }],
  })
  expect((await of("orders.average")).value).toBeCloseTo(3500 / 3)
  expect(await of("refunds.rate")).toMatchObject({ value: 1 / 3, n: 3 })
  expect(await of("customers.repeat")).toMatchObject({ value: 0.5, n: 2 })
  const cost = await of("customers.acquisition_cost")
  expect(cost).toMatchObject({ value: 150, n: 2 })
  expect(cost.parts).toContainEqual({ name: "pinterest", values: { cost: 300, customers: 1, each: 300 } })
  const campaigns = await of("funnel.by_campaign")
  expect(campaigns).toMatchObject({ value: 1 / 3, n: 3 })
  expect(campaigns.parts).toContainEqual({
    name: "pinterest / cpc / c1",
    values: { view: 0, cart: 0, checkout: 1, paid: 1, conversion: null },
  })
})

test("customers are told apart by a hash and not by their address; cohorts and lifetime value need time", async () => {
  const rows = await ctx.db
    .select({ email: orders.email, customer: orders.customer })
    .from(orders)
    .where(sql`lower(trim(email)) = 'ann@example.com'`)
  expect(new Set(rows.map(({ customer }) => customer)).size).toBe(1)
  expect(rows[0]?.customer).toMatch(/^[\w-]{24}$/)
  expect((await metric.view(ctx, { name: "customers.lifetime_value", days: 20 })).value).toBeNull()
  time.pass(40 * 86_400)
  await sold({ subtotal: 1000, email: "bo@example.com" })
  await metric.snapshot(ctx, {})
  const value = await metric.view(ctx, { name: "customers.lifetime_value", days: 60 })
  // Two customers brought 3000 in their first 30 days; of the window's 4000 net, 3610 are left as margin.
  expect(value).toMatchObject({ n: 2, why: "Over the first 30 days of a customer." })
  expect(value.value).toBeCloseTo((3000 / 2) * (3610 / 4000))
  const cohorts = await metric.view(ctx, { name: "customers.cohorts", days: 60 })
  expect(cohorts).toMatchObject({ value: 0.5, n: 2 })
  expect(cohorts.parts).toEqual([{ name: "2032-07", values: { customers: 2, "+1": 1 } }])
})
