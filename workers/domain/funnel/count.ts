import { sql } from "drizzle-orm"
import type { Utm } from "#schemas/cart.ts"
import type { FunnelStep } from "#schemas/metric.ts"
import { funnelDays } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

/** So many campaigns a day and step are told apart; anybody can make up one more, so the rest are one. */
const mostCampaigns = 200

/** The write that adds one to a step: a sum by day and campaign, with nothing about who it was. Carts and orders are counted by triggers. */
export function countStep(ctx: Ctx, step: Extract<FunnelStep, "view" | "search" | "search_empty">, utm: Utm = {}) {
  const day = ctx.now().toISOString().slice(0, 10)
  const { source = "direct", medium = "", campaign = "" } = utm
  const full = sql`(SELECT count(*) FROM ${funnelDays} WHERE day = ${day} AND step = ${step}) >= ${mostCampaigns}`
  const other = (text: string, rest: string) => (source === "direct" ? text : sql<string>`CASE WHEN ${full} THEN ${rest} ELSE ${text} END`)
  return ctx.db
    .insert(funnelDays)
    .values({ day, step, source: other(source, "other"), medium: other(medium, ""), campaign: other(campaign, ""), count: 1 })
    .onConflictDoUpdate({
      target: [funnelDays.day, funnelDays.step, funnelDays.source, funnelDays.medium, funnelDays.campaign],
      set: { count: sql`${funnelDays.count} + 1` },
    })
}
