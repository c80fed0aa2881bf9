import { and, gte, lte, sql } from "drizzle-orm"
import type { FunnelStep, MetricPart } from "#schemas/metric.ts"
import { funnelDays } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { define, missing, ratio, type Window } from "../definition.ts"

const sources = ["funnel_days"]
const window = "by the day of each step; a visit that crosses midnight counts on both days"

async function stepsOf(ctx: Ctx, { firstDay, lastDay }: Window): Promise<Record<FunnelStep, number>> {
  const rows = await ctx.db
    .select({ step: funnelDays.step, count: sql<number>`sum(${funnelDays.count})` })
    .from(funnelDays)
    .where(and(gte(funnelDays.day, firstDay), lte(funnelDays.day, lastDay)))
    .groupBy(funnelDays.step)
  const steps = { view: 0, search: 0, search_empty: 0, cart: 0, checkout: 0, paid: 0 }
  for (const { step, count } of rows) steps[step] = count
  return steps
}

export const conversion = define({
  name: "funnel.conversion",
  title: "Conversion",
  unit: "ratio",
  formula:
    "Paid orders of the shop divided by views of product pages. Views are counted without telling visitors apart, so visitors convert better.",
  sources,
  window,
  days: 28,
  async compute(ctx, span) {
    const { view, cart, checkout, paid } = await stepsOf(ctx, span)
    const parts = [{ name: "all", values: { view, cart, checkout, paid } }]
    return ratio(paid, view, "No product page was viewed.", parts)
  },
})

export const withoutResult = define({
  name: "search.without_result",
  title: "Searches without a result",
  unit: "ratio",
  formula: "Searches that found no product divided by all searches with words; turning a page is no search.",
  sources,
  window,
  days: 28,
  async compute(ctx, span) {
    const { search, search_empty: empty } = await stepsOf(ctx, span)
    return ratio(empty, search, "Nobody has searched.")
  },
})

const mostCampaigns = 50

export const byCampaign = define({
  name: "funnel.by_campaign",
  title: "Orders from campaigns",
  unit: "ratio",
  formula:
    "Paid orders that came by a link with a UTM source divided by all paid orders; by source, medium and campaign: views, carts, checkouts, paid.",
  sources,
  window,
  days: 28,
  async compute(ctx, { firstDay, lastDay }) {
    const name = sql<string>`${funnelDays.source} || ' / ' || ${funnelDays.medium} || ' / ' || ${funnelDays.campaign}`
    const of = (step: FunnelStep) => sql<number>`coalesce(sum(CASE ${funnelDays.step} WHEN ${step} THEN ${funnelDays.count} END), 0)`
    const rows = await ctx.db
      .select({ name, source: funnelDays.source, view: of("view"), cart: of("cart"), checkout: of("checkout"), paid: of("paid") })
      .from(funnelDays)
      .where(and(gte(funnelDays.day, firstDay), lte(funnelDays.day, lastDay), sql`${funnelDays.step} NOT LIKE 'search%'`))
      .groupBy(name, funnelDays.source)
      .orderBy(sql`6 DESC, 3 DESC, 1`)
    const parts = rows.slice(0, mostCampaigns).map(({ name: campaign, source: _source, ...values }): MetricPart => {
      return { name: campaign, values: { ...values, conversion: values.view > 0 ? values.paid / values.view : null } }
    })
    const paid = rows.reduce((sum, row) => sum + row.paid, 0)
    const tagged = rows.filter(({ source }) => source !== "direct").reduce((sum, row) => sum + row.paid, 0)
    return paid > 0 ? { value: tagged / paid, n: paid, parts } : missing("No order was paid.", 0, parts)
  },
})
