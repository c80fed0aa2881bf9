import { and, eq, gte, lte, sql } from "drizzle-orm"
import { funnelDays, refunds, reviews, tickets } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { define, missing, ratio, type Figure, type Window } from "../definition.ts"

/** How long tickets took; the middle one is the figure, for one that waits over a weekend says nothing about the others. */
async function waits(ctx: Ctx, { from, until }: Window, unitMs: number): Promise<Figure> {
  const rows = await ctx.db
    .select({ status: tickets.status, createdAt: tickets.createdAt, updatedAt: tickets.updatedAt })
    .from(tickets)
    .where(and(gte(tickets.createdAt, from), lte(tickets.createdAt, until)))
  const times = rows
    .map(({ status, createdAt, updatedAt }) => ((status === "waiting" ? until : updatedAt).getTime() - createdAt.getTime()) / unitMs)
    .toSorted((a, b) => a - b)
  if (times.length === 0) return missing("Nobody has asked.")
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  const waiting = rows.filter(({ status }) => status === "waiting").length
  return { value: at(0.5), n: times.length, parts: [{ name: "all", values: { median: at(0.5), ninth: at(0.9), waiting } }] }
}

export const firstAnswer = define({
  name: "support.first_answer",
  title: "First answer",
  unit: "minutes",
  formula: "Median of the time from a question to its answer; one that still waits counts with what it has waited so far.",
  sources: ["tickets"],
  window: "questions asked in it",
  days: 7,
  compute: (ctx, window) => waits(ctx, window, 60_000),
})

export const resolution = define({
  name: "support.resolution",
  title: "Resolution",
  unit: "hours",
  formula: "Median of the time from a question to the last word about it; one that still waits counts with what it has waited so far.",
  sources: ["tickets"],
  window: "questions asked in it",
  days: 7,
  compute: (ctx, window) => waits(ctx, window, 3_600_000),
})

export const refundsRate = define({
  name: "refunds.rate",
  title: "Refunded orders",
  unit: "ratio",
  formula: "Orders that money was paid back for divided by orders that were paid, both in the window and both in the shop itself.",
  sources: ["refunds", "funnel_days"],
  window: "refunds issued and orders paid in it",
  days: 28,
  async compute(ctx, { from, until, firstDay, lastDay }) {
    const [[back], [paid]] = await ctx.db.batch([
      ctx.db
        .select({ orders: sql<number>`count(DISTINCT ${refunds.orderId})` })
        .from(refunds)
        .where(and(eq(refunds.status, "issued"), gte(refunds.updatedAt, from), lte(refunds.updatedAt, until))),
      ctx.db
        .select({ orders: sql<number>`coalesce(sum(${funnelDays.count}), 0)` })
        .from(funnelDays)
        .where(and(gte(funnelDays.day, firstDay), lte(funnelDays.day, lastDay), eq(funnelDays.step, "paid"))),
    ])
    return ratio(back?.orders ?? 0, paid?.orders ?? 0, "No order was paid.")
  },
})

export const nps = define({
  name: "reviews.nps",
  title: "Net promoter score",
  unit: "points",
  formula:
    "Share of reviews with five stars less the share with three or fewer, times a hundred: -100 to 100. Four stars count in neither.",
  sources: ["reviews"],
  window: "reviews written in it",
  days: 90,
  async compute(ctx, { from, until }) {
    const [row] = await ctx.db
      .select({ all: sql<number>`count(*)`, score: sql<number>`coalesce(sum((${reviews.rating} = 5) - (${reviews.rating} <= 3)), 0)` })
      .from(reviews)
      .where(and(gte(reviews.createdAt, from), lte(reviews.createdAt, until)))
    return row && row.all > 0 ? { value: (100 * row.score) / row.all, n: row.all } : missing("Nobody has written a review.")
  },
})
