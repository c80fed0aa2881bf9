import { and, desc, eq } from "drizzle-orm"
import { z } from "zod"
import { campaigns, posts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { conflict, invalidField, notFound } from "#workers/errors.ts"
import { mentions } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"

export const Campaign = z
  .strictObject({
    id: z.string(),
    productId: z.string(),
    network: z.string(),
    status: z.enum(["proposed", "launching", "running", "stopped"]),
    budget: z.int(),
    spent: z.int(),
    currency: z.string(),
    days: z.int(),
    link: z.string(),
    budgetLineId: z.string().nullable(),
    remoteId: z.string().nullable(),
    why: z.string().nullable(),
  })
  .meta({ id: "Campaign" })
export type CampaignRow = typeof campaigns.$inferSelect

export const viewCampaign = ({ startsAt: _from, endsAt: _to, createdAt: _made, updatedAt: _changed, ...row }: CampaignRow) => row

export async function loadCampaign(ctx: Ctx, id: string): Promise<CampaignRow> {
  const [row] = await ctx.db.select().from(campaigns).where(eq(campaigns.id, id))
  if (!row) throw notFound("campaign", id)
  return row
}

/** What is shown is the product's own pin, so it has to be out first. */
export async function creativeOf(ctx: Ctx, productId: string, network: string): Promise<string | null> {
  const [post] = await ctx.db
    .select()
    .from(posts)
    .where(and(eq(posts.productId, productId), eq(posts.network, network)))
  return /\/pin\/(\d+)/.exec(post?.remoteUrl ?? "")?.[1] ?? null
}

/** Costs nothing and promises nothing: only a launch does. */
export const proposeCampaign = operation({
  name: "advert.propose",
  about: "Proposes to advertise a live product; no money is touched.",
  scope: "write",
  approval: "none",
  input: z.strictObject({
    productId: z.string().max(60),
    network: z.literal("pinterest").default("pinterest"),
    budget: z.int().min(100).describe("minor units, for all days together"),
    days: z.int().min(1).max(90),
  }),
  output: Campaign,
})(async (ctx, { productId, network, budget, days }) => {
  const product = await loadProduct(ctx, productId)
  const { currency, leastPerDay } = ctx.ads[network]
  if (!product.live) throw conflict("Only a product that is on sale is advertised.")
  if (!(await creativeOf(ctx, productId, network))) throw conflict(`The product has no post on ${network} to advertise.`)
  if (currency !== ctx.brand.currency) throw conflict(`${network} bills in ${currency}, the shop keeps its books in ${ctx.brand.currency}.`)
  if (budget / days < leastPerDay) throw invalidField("budget", `A day costs at least ${leastPerDay} minor units of ${currency}.`)
  const utm = new URLSearchParams({ utm_source: network, utm_medium: "cpc", utm_campaign: `ad-${product.slug}` })
  const link = `${ctx.settings.PUBLIC_URL}/products/${product.slug}?${utm}`
  const id = ctx.id("campaign")
  const row = {
    id,
    productId,
    network,
    status: "proposed" as const,
    budget,
    currency,
    days,
    link,
    createdAt: ctx.now(),
    updatedAt: ctx.now(),
  }
  try {
    await ctx.commit({
      writes: [ctx.db.insert(campaigns).values(row)],
      audit: { operation: "advert.propose", subject: productId, detail: { id, budget, days } },
    })
  } catch (error) {
    if (mentions(error, "UNIQUE")) throw conflict("This product is advertised on that network already.")
    throw error
  }
  return viewCampaign(await loadCampaign(ctx, id))
})

export const listCampaigns = operation({
  name: "advert.list",
  about: "Lists campaigns with what they may cost and have cost.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(Campaign) }),
})(async (ctx) => {
  const rows = await ctx.db.select().from(campaigns).orderBy(desc(campaigns.id)).limit(100)
  return { items: rows.map(viewCampaign) }
})
