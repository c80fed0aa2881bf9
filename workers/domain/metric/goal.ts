import { and, eq, gte, inArray, sql } from "drizzle-orm"
import { jobRuns, listings, orders, outcomes, productIdeas, products, reviews } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

/**
 * A goal's figure over the days before now, by the metric's name; null when there is nothing to measure it from, which is never a
 * pass.
 */
export async function measureGoal(ctx: Ctx, metric: string, { days }: { days: number }): Promise<number | null> {
  const measure = measures[metric]
  return measure ? measure(ctx, new Date(ctx.now().getTime() - days * 86_400_000)) : null
}

type Measure = (ctx: Ctx, since: Date) => Promise<number | null>
const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)
const sold = inArray(orders.status, ["paid", "refunded", "disputed"])

const measures: Record<string, Measure> = {
  "products.live": (ctx) => ctx.db.$count(products, eq(products.live, true)),
  "ideas.with_evidence": async (ctx, since) => {
    const recent = gte(productIdeas.createdAt, since)
    return ratio(
      await ctx.db.$count(productIdeas, and(recent, sql`json_array_length(${productIdeas.meta}, '$.evidence') > 0`)),
      await ctx.db.$count(productIdeas, recent),
    )
  },
  "listings.healthy": async (ctx) => {
    const known = inArray(listings.status, ["live", "failed", "drifted"])
    return ratio(await ctx.db.$count(listings, eq(listings.status, "live")), await ctx.db.$count(listings, known))
  },
  "jobs.ok": async (ctx, since) => {
    const ended = and(gte(jobRuns.startedAt, since), sql`${jobRuns.ok} IS NOT NULL`)
    return ratio(await ctx.db.$count(jobRuns, and(ended, eq(jobRuns.ok, true))), await ctx.db.$count(jobRuns, ended))
  },
  "revenue.net": async (ctx, since) => {
    const [row] = await ctx.db
      .select({ net: sql<number | null>`sum(${orders.total} - ${orders.refunded})` })
      .from(orders)
      .where(and(sold, gte(orders.paidAt, since)))
    return row?.net ?? 0
  },
  "refunds.rate": async (ctx, since) => {
    const paid = and(sold, gte(orders.paidAt, since))
    return ratio(await ctx.db.$count(orders, and(paid, sql`${orders.refunded} > 0`)), await ctx.db.$count(orders, paid))
  },
  "funnel.conversion": async (ctx, since) => {
    const [row] = await ctx.db
      .select({ views: sql<number | null>`sum(views) - sum(first_views)`, orders: sql<number | null>`sum(orders) - sum(first_orders)` })
      .from(
        sql`(SELECT max(views) AS views, min(views) AS first_views, max(orders) AS orders, min(orders) AS first_orders FROM ${outcomes} WHERE at >= ${since.getTime()} GROUP BY product_id)`,
      )
    return ratio(row?.orders ?? 0, row?.views ?? 0)
  },
  "reviews.nps": async (ctx, since) => {
    const recent = gte(reviews.createdAt, since)
    const all = await ctx.db.$count(reviews, recent)
    const promoters = await ctx.db.$count(reviews, and(recent, eq(reviews.rating, 5)))
    const detractors = await ctx.db.$count(reviews, and(recent, sql`${reviews.rating} <= 3`))
    return all > 0 ? ((promoters - detractors) / all) * 100 : null
  },
}
