import { and, eq, gt, isNull, lte, or, sql } from "drizzle-orm"
import { z } from "zod"
import { budgetLines, campaigns } from "#schemas/tables/index.ts"
import { adsPolicy } from "#seeds/policies/index.ts"
import { PostError } from "#workers/adapters/posts/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, conflict } from "#workers/errors.ts"
import { LostRace, type Write } from "#workers/lib/db.ts"
import { operation, type Decision } from "#workers/operation.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"
import { Campaign, creativeOf, loadCampaign, viewCampaign, type CampaignRow } from "./campaign.ts"
import { allowRule } from "./rules/allow.ts"

/** Money between two commits: the line's money is promised, the network is called under the campaign's own id, the answer is written down. */
export const launchCampaign = operation({
  name: "advert.launch",
  about: "Reserves a campaign's whole budget from a budget line and starts it; without an open line that holds it nothing is called.",
  scope: "spend",
  approval: "policy",
  decision: "ads.spend",
  input: z.strictObject({ id: z.string().max(60), budgetLineId: z.string().max(60) }),
  output: Campaign,
  decide: async (ctx, { id }) => withinPolicy(await loadCampaign(ctx, id)),
})(async (ctx, { id, budgetLineId }) => {
  const campaign = await loadCampaign(ctx, id)
  if (campaign.status === "running") return viewCampaign(campaign)
  if (campaign.status === "stopped") throw conflict("This campaign has ended; propose a new one.")
  const policy = decideBy(ctx, allowRule, terms(campaign), {
    subject: id,
    why: `${campaign.budget} minor units in ${campaign.days} days are within the policy for advertising.`,
  })
  if (!policy.output.allowed) throw new AppError("refused_by_policy", policy.output.reason)
  if (campaign.status === "proposed") await reserve(ctx, campaign, budgetLineId, policy.write)
  await start(ctx, await loadCampaign(ctx, id))
  return viewCampaign(await loadCampaign(ctx, id))
})

function terms({ budget, days }: Pick<CampaignRow, "budget" | "days">) {
  const { mostPerCampaign, mostPerDay, mostDays } = adsPolicy
  return { budget, days, policy: { mostPerCampaign, mostPerDay, mostDays } }
}

export const withinPolicy = (campaign: Pick<CampaignRow, "budget" | "days">): Decision => allowRule.decide(terms(campaign))

/** One UPDATE decides: open, in its time, for this product, and enough left. Of two campaigns that want the last money one gets none. */
async function reserve(ctx: Ctx, { id, productId, budget, currency, days }: CampaignRow, lineId: string, decided: Write): Promise<void> {
  const now = ctx.now()
  const left = sql`${budgetLines.amount} - ${budgetLines.reserved} >= ${budget}`
  const transition = ctx.db
    .update(budgetLines)
    .set({ reserved: sql`${budgetLines.reserved} + ${budget}` })
    .where(
      and(
        eq(budgetLines.id, lineId),
        eq(budgetLines.status, "open"),
        eq(budgetLines.currency, currency),
        or(isNull(budgetLines.productId), eq(budgetLines.productId, productId)),
        lte(budgetLines.startsAt, now),
        gt(budgetLines.endsAt, now),
        left,
        sql`EXISTS (SELECT 1 FROM ${campaigns} WHERE id = ${id} AND status = 'proposed')`,
      ),
    )
  const endsAt = new Date(now.getTime() + days * 86_400_000)
  const write = ctx.db
    .update(campaigns)
    .set({ status: "launching", budgetLineId: lineId, startsAt: now, endsAt, updatedAt: now })
    .where(eq(campaigns.id, id))
  try {
    await ctx.commit({
      transition,
      writes: [write, decided],
      audit: { operation: "advert.reserve", subject: id, detail: { lineId, budget } },
    })
  } catch (error) {
    if (error instanceof LostRace)
      throw new AppError(
        "refused_by_policy",
        `No open budget line ${lineId} holds ${budget} minor units of ${currency} for this product now.`,
      )
    throw error
  }
}

async function start(ctx: Ctx, campaign: CampaignRow): Promise<void> {
  const { id, productId, link, budget, days, startsAt, endsAt } = campaign
  const creative = await creativeOf(ctx, productId, "pinterest")
  if (!creative || !startsAt || !endsAt) throw conflict("The campaign has nothing to show.")
  const { title } = await loadProduct(ctx, productId)
  try {
    const { remoteId } = await ctx.ads.pinterest.launch({ id, title, link, creative, budget, days, from: startsAt, to: endsAt })
    const write = ctx.db
      .update(campaigns)
      .set({ status: "running", remoteId, why: null, updatedAt: ctx.now() })
      .where(and(eq(campaigns.id, id), eq(campaigns.status, "launching")))
    await ctx.commit({ writes: [write], audit: { operation: "advert.launch", subject: id, detail: { remoteId } } })
  } catch (error) {
    if (!(error instanceof PostError)) throw error
    // The money stays promised while it is not known whether the network took it: launching again finds out.
    await ctx.commit({
      writes: [ctx.db.update(campaigns).set({ why: error.message, updatedAt: ctx.now() }).where(eq(campaigns.id, id))],
      audit: { operation: "advert.launch", subject: id, detail: { error: error.message } },
    })
    throw new AppError("upstream", error.message, { retryAfter: error.retryAfter })
  }
}
