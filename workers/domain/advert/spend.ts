import { and, eq, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import { adSpend, budgetLines, campaigns } from "#schemas/tables/index.ts"
import { adsPolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { credit, debit, ledgerEntry } from "#workers/domain/ledger/index.ts"
import { Campaign, loadCampaign, viewCampaign, type CampaignRow } from "./campaign.ts"

/** Stops at the network first; what was promised and not spent goes back to its line. */
export const stopCampaign = operation({
  name: "advert.stop",
  about: "Stops a campaign and gives back what it did not spend.",
  scope: "write",
  approval: "none",
  decision: "ads.spend",
  input: z.strictObject({ id: z.string().max(60), why: z.string().max(300).default("Stopped by an operator.") }),
  output: Campaign,
})(async (ctx, { id, why }) => {
  const campaign = await loadCampaign(ctx, id)
  if (campaign.status === "stopped") return viewCampaign(campaign)
  if (campaign.remoteId) {
    await ctx.ads.pinterest.stop(campaign.remoteId)
    await pull(ctx, campaign)
  }
  await end(ctx, await loadCampaign(ctx, id), why)
  return viewCampaign(await loadCampaign(ctx, id))
})

async function end(ctx: Ctx, { id, status, budget, spent, budgetLineId }: CampaignRow, why: string): Promise<void> {
  const back = budgetLineId ? Math.max(0, budget - spent) : 0
  const transition = ctx.db
    .update(campaigns)
    .set({ status: "stopped", why, updatedAt: ctx.now() })
    .where(and(eq(campaigns.id, id), eq(campaigns.status, status), eq(campaigns.spent, spent)))
  const give = ctx.db
    .update(budgetLines)
    .set({ reserved: sql`${budgetLines.reserved} - ${back}` })
    .where(eq(budgetLines.id, budgetLineId ?? ""))
  await ctx.commit({
    transition,
    writes: back > 0 ? [give] : [],
    audit: { operation: "advert.stop", subject: id, detail: { why, back, spent } },
  })
}

/** What running campaigns cost, day by day, into the books; who spends beyond the budget or beyond the time is stopped. */
export const pullSpend = operation({
  name: "advert.pull_spend",
  about: "Reads what campaigns have cost, books it, and stops those that ended or were charged beyond their budget.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ read: z.int(), stopped: z.int(), failing: z.array(z.string()) }),
})(async (ctx) => {
  const rows = await ctx.db.select().from(campaigns).where(eq(campaigns.status, "running"))
  const told = { read: 0, stopped: 0, failing: [] as string[] }
  for (const row of rows) {
    try {
      const spent = await pull(ctx, row)
      told.read++
      const why = whyStop(row, spent, ctx.now())
      if (!why) continue
      await stopCampaign(ctx, { id: row.id, why })
      told.stopped++
    } catch (error) {
      // One campaign that cannot be read does not keep the others from being stopped.
      told.failing.push(`${row.id}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return told
})

function whyStop({ budget, endsAt }: CampaignRow, spent: number, now: Date): string | null {
  if (spent > budget * (1 + adsPolicy.overDelivery)) return `The network charged ${spent} minor units; ${budget} were reserved.`
  if (spent >= budget) return "The budget is used up."
  return endsAt && endsAt <= now ? "Its time is over." : null
}

/** Books the difference to what was known. Two that read at once: one finds the sum changed, and its turn is over. */
async function pull(ctx: Ctx, campaign: CampaignRow): Promise<number> {
  const { id, remoteId, network, currency, startsAt, endsAt } = campaign
  if (!remoteId || !startsAt) return campaign.spent
  const to = endsAt && endsAt < ctx.now() ? endsAt : ctx.now()
  const days = await ctx.ads.pinterest.spend(remoteId, startsAt, to)
  const total = days.reduce((sum, day) => sum + day.spent, 0)
  const sum = { amount: total - campaign.spent, currency }
  const transition = ctx.db
    .update(campaigns)
    .set({ spent: total, updatedAt: ctx.now() })
    .where(and(eq(campaigns.id, id), eq(campaigns.spent, campaign.spent), inArray(campaigns.status, ["running", "launching"])))
  const entry = ledgerEntry(ctx, {
    source: "ads.spend",
    sourceId: `${id}:${campaign.spent}-${total}`,
    at: ctx.now(),
    memo: `Advertising on ${network}`,
    postings: [debit(`ads:${network}`, sum), credit(`payable:${network}`, sum)],
  })
  const rows = days.map((day) => {
    const { spent, impressions, clicks } = day
    const set = { spent, impressions, clicks, at: ctx.now() }
    return ctx.db
      .insert(adSpend)
      .values({ campaignId: id, day: day.day, ...set })
      .onConflictDoUpdate({ target: [adSpend.campaignId, adSpend.day], set })
  })
  try {
    await ctx.commit({ transition, writes: [...rows, ...entry], audit: { operation: "advert.pull_spend", subject: id, detail: { total } } })
  } catch (error) {
    if (!(error instanceof LostRace)) throw error
  }
  return (await loadCampaign(ctx, id)).spent
}
