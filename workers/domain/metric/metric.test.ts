import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { orders, outcomes, products, proposals } from "#schemas/tables/index.ts"
import { improve, type Evidence } from "#workers/domain/proposal/rules.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import { product } from "#workers/domain/product/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { eventsOf, make } from "#workers/test/make.ts"
import { metric } from "./index.ts"

const time = clock()
const ctx = testCtx({ now: time.now })

test("orders and refunds are counted by the source that brought the buyer, a shared refund by the line's price", async () => {
  const [good, other] = [
    await make.liveProduct(ctx),
    await make.liveProduct(ctx, { category: "Meal planning", audience: "busy parents", price: 2700 }),
  ]
  const { productId } = good
  await product.page(ctx.as(actors.shopper), { slug: good.slug, count: true })
  const direct = await make.paidOrder(ctx, [good])
  const social = await make.paidOrder(ctx, [good])
  await ctx.db
    .update(orders)
    .set({ utm: { source: "mastodon" } })
    .where(eq(orders.id, social.orderId))
  await make.pendingOrder(ctx, [good])
  const shared = await make.paidOrder(ctx, [good, other])
  await refund.issue(ctx, { orderId: shared.orderId, amount: 1200, reason: "a third" })
  await refund.issue(ctx, { orderId: direct.orderId, reason: "all of it" })
  const outcome = await metric.measure(ctx, { productId })
  // 900 in full, and a quarter of 1200.
  expect(outcome).toMatchObject({
    views: 1,
    orders: 3,
    revenue: 2700,
    refunds: 1200,
    bySource: { direct: { orders: 2, revenue: 1800, refunded: 1200 }, mastodon: { orders: 1, revenue: 900, refunded: 0 } },
  })
  expect((await ctx.db.select().from(products).where(eq(products.id, productId)))[0]?.metrics).toMatchObject({ orders: 3, refunds: 1200 })
})

test("a day's outcome is written once and never changed; the next day has its own", async () => {
  const { productId } = await make.liveProduct(ctx)
  await Promise.all([1, 2].map(() => metric.measure(ctx, { productId })))
  await make.paidOrder(ctx, [{ ...(await make.liveProduct(ctx)) }])
  time.pass(86_400)
  expect((await metric.measureAll(ctx, {})).measured).toBeGreaterThan(1)
  const days = (await ctx.db.select().from(outcomes).where(eq(outcomes.productId, productId))).map(({ day }) => day)
  expect(days.toSorted()).toEqual(["2026-11-22", "2026-11-23"])
  expect(await codeOf(metric.measureAll(ctx.as(actors.shopper), {}))).toBe("forbidden")
  expect(await codeOf(metric.measure(ctx, { productId: "prd_none" }))).toBe("not_found")
})

test("a proposal is filed once, with its event, and changes nothing by itself", async () => {
  const { productId, title } = await make.liveProduct(ctx)
  expect((await proposal.draft(ctx, { productId })).filed).toEqual([])
  await metric.measure(ctx, { productId })
  const filed = await Promise.all([1, 2, 3].map(() => proposal.draft(ctx, { productId })))
  expect(filed.flatMap((one) => one.filed)).toHaveLength(1)
  expect((await proposal.draft(ctx, { productId })).filed).toEqual([])
  expect(await ctx.db.$count(proposals, eq(proposals.subject, productId))).toBe(1)
  expect((await eventsOf(ctx, productId)).filter((type) => type === "agent.proposal")).toHaveLength(1)
  expect((await ctx.db.select().from(products).where(eq(products.id, productId)))[0]?.title).toBe(title)
})

const evidence = (change: Partial<Evidence> & { views?: number; orders?: number }): Evidence => ({
  title: "A good",
  price: 900,
  ceiling: 3900,
  floor: 300,
  ageDays: 10,
  success: { metric: "orders", comparator: ">=", target: 5, withinDays: 30 },
  chosen: "A",
  variants: [],
  metrics: { views: change.views ?? 0, orders: change.orders ?? 0, revenue: 0, refunds: 0, measuredAt: "2026-11-22T09:00:00.000Z" },
  ...change,
})
const kinds = (change: Parameters<typeof evidence>[0]) => improve(evidence(change)).map(({ kind }) => kind)

test("what is proposed follows from the figures: few views prove nothing, many without an order lower the price, in the end retire", () => {
  expect(kinds({ views: 49, ageDays: 99 })).toEqual([])
  expect(kinds({ views: 50 })).toEqual(["price"])
  expect(kinds({ views: 50, orders: 1, ageDays: 99 })).toEqual([])
  expect(kinds({ views: 50, ageDays: 30 })).toEqual(["price", "retire"])
  expect(kinds({ views: 50, price: 300 })).toEqual([])
  const [lower] = improve(evidence({ views: 80 }))
  expect(lower).toMatchObject({
    diff: [{ target: "product.price", from: 900, to: 700 }],
    rollback: expect.stringContaining("9"),
    killCriterion: expect.any(String),
  })
})
