import { and, eq, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import { orderLines, orders, outcomes, products, saleLines, sales, views } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"

export const Outcome = z.strictObject({
  productId: z.string(),
  day: z.string(),
  views: z.int(),
  orders: z.int(),
  revenue: z.int().describe("minor units, before refunds"),
  refunds: z.int().describe("minor units"),
  bySource: z.record(z.string(), z.strictObject({ orders: z.int(), revenue: z.int(), refunded: z.int() })),
})

/** One immutable outcome a product and day: UTM source → order → refund, in one query. */
export const measureProduct = operation({
  name: "metric.measure",
  about: "Writes the outcome of a product up to now: views, orders, revenue, refunds, by source.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ productId: z.string() }),
  output: Outcome,
})(async (ctx, { productId }) => {
  const product = await loadProduct(ctx, productId)
  const [own, elsewhere, seen] = await Promise.all([
    salesBySource(ctx, productId),
    salesByChannel(ctx, productId, product.currency),
    viewsOf(ctx, productId),
  ])
  const sold = [...own, ...elsewhere]
  const sum = (pick: (row: (typeof sold)[number]) => number) => sold.reduce((total, row) => total + pick(row), 0)
  const day = ctx.now().toISOString().slice(0, 10)
  const outcome = {
    productId,
    day,
    views: seen,
    orders: sum((row) => row.orders),
    revenue: sum((row) => row.revenue),
    refunds: sum((row) => row.refunded),
    bySource: Object.fromEntries(sold.map(({ source, ...figures }) => [source, figures])),
  }
  const { bySource: _by, day: _day, productId: _id, ...totals } = outcome
  await ctx.commit({
    writes: [
      ctx.db
        .insert(outcomes)
        .values({ ...outcome, id: ctx.id("outcome"), at: ctx.now() })
        .onConflictDoNothing(),
      ctx.db
        .update(products)
        .set({ metrics: { ...totals, measuredAt: ctx.now().toISOString() } })
        .where(eq(products.id, product.id)),
    ],
    audit: { operation: "metric.measure", subject: productId, detail: totals },
  })
  return outcome
})

/** A refund of part of an order is shared among its lines by their price. */
async function salesBySource(ctx: Ctx, productId: string) {
  return ctx.db
    .select({
      source: sql<string>`coalesce(json_extract(${orders.utm}, '$.source'), 'direct')`.as("source"),
      orders: sql<number>`count(*)`,
      revenue: sql<number>`sum(${orderLines.amount})`,
      refunded: sql<number>`cast(sum(CASE WHEN ${orders.total} > 0 THEN ${orders.refunded} * ${orderLines.amount} / ${orders.total} ELSE 0 END) AS INTEGER)`,
    })
    .from(orderLines)
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .where(and(eq(orderLines.productId, productId), inArray(orders.status, ["paid", "refunded", "disputed"])))
    .groupBy(sql`1`)
}

/** What other channels sold, each as its own source, in the product's currency and without tax. */
async function salesByChannel(ctx: Ctx, productId: string, currency: string) {
  return ctx.db
    .select({
      source: sql<string>`'channel:' || ${sales.channel}`.as("source"),
      orders: sql<number>`count(DISTINCT ${sales.id})`,
      revenue: sql<number>`sum(${saleLines.amount})`,
      refunded: sql<number>`cast(sum(CASE WHEN ${sales.total} > 0 THEN ${sales.refunded} * ${saleLines.amount} / ${sales.total} ELSE 0 END) AS INTEGER)`,
    })
    .from(saleLines)
    .innerJoin(sales, eq(sales.id, saleLines.saleId))
    .where(
      and(eq(saleLines.productId, productId), eq(sales.currency, currency), inArray(sales.status, ["paid", "partly-refunded", "refunded"])),
    )
    .groupBy(sql`1`)
}

async function viewsOf(ctx: Ctx, productId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ total: sql<number>`coalesce(sum(${views.count}), 0)` })
    .from(views)
    .where(eq(views.productId, productId))
  return row?.total ?? 0
}
