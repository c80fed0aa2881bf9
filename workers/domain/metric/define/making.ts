import { and, desc, eq, gte, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import { audit, drafts, listings, productIdeas, products } from "#schemas/tables/index.ts"
import { define, missing, ratio } from "../definition.ts"

export const productsLive = define({
  name: "products.live",
  title: "Products on sale",
  unit: "count",
  formula: "Products that the shop sells now.",
  sources: ["products"],
  window: "now, whatever the window",
  days: 7,
  async compute(ctx) {
    const live = await ctx.db.$count(products, eq(products.live, true))
    return { value: live, n: live }
  },
})

export const ideasWithEvidence = define({
  name: "ideas.with_evidence",
  title: "Ideas with evidence",
  unit: "ratio",
  formula: "Ideas taken up for a product that name at least one signal of demand, divided by all ideas taken up.",
  sources: ["product_ideas"],
  window: "ideas that came in during it",
  days: 30,
  async compute(ctx, { from }) {
    const [row] = await ctx.db
      .select({
        taken: sql<number>`count(*)`,
        shown: sql<number>`coalesce(sum(json_array_length(${productIdeas.meta}, '$.evidence') > 0), 0)`,
      })
      .from(productIdeas)
      .where(and(eq(productIdeas.status, "taken"), gte(productIdeas.createdAt, from)))
    return ratio(row?.shown ?? 0, row?.taken ?? 0, "No idea was taken up.")
  },
})

export const draftsPassed = define({
  name: "drafts.passed",
  title: "Drafts that passed the gate",
  unit: "ratio",
  formula: "Drafts that the rubric let through, whatever was decided then, divided by all drafts that were scored.",
  sources: ["drafts"],
  window: "drafts made in it",
  days: 30,
  async compute(ctx, { from }) {
    const scored = ["refused", "waiting", "approved", "rejected", "published"] as const
    const [row] = await ctx.db
      .select({ all: sql<number>`count(*)`, passed: sql<number>`coalesce(sum(${drafts.status} <> 'refused'), 0)` })
      .from(drafts)
      .where(and(inArray(drafts.status, [...scored]), gte(drafts.createdAt, from)))
    return ratio(row?.passed ?? 0, row?.all ?? 0, "No draft was scored.")
  },
})

export const listingsHealthy = define({
  name: "listings.healthy",
  title: "Healthy listings",
  unit: "ratio",
  formula: "Listings that show what was ordered divided by all that were looked at; withdrawn and pending ones are not counted.",
  sources: ["listings"],
  window: "listings looked at in it",
  days: 1,
  async compute(ctx, { from }) {
    const looked = sql`coalesce(${listings.checkedAt}, ${listings.verifiedAt})`
    const [row] = await ctx.db
      .select({ all: sql<number>`count(*)`, well: sql<number>`coalesce(sum(${listings.status} = 'live'), 0)` })
      .from(listings)
      .where(and(inArray(listings.status, ["live", "drifted", "failed"]), sql`${looked} >= ${from.getTime()}`))
    return ratio(row?.well ?? 0, row?.all ?? 0, "No listing was looked at.")
  },
})

const Weekly = z.object({ metrics: z.record(z.string(), z.number()), worse: z.array(z.unknown()) })

export const evalsAccepted = define({
  name: "evals.accepted",
  title: "Evals as good as accepted",
  unit: "ratio",
  formula: "Figures of the last weekly eval that are no worse than what was accepted, divided by all its figures.",
  sources: ["audit"],
  window: "the last eval in it",
  days: 7,
  async compute(ctx, { from }) {
    const [row] = await ctx.db
      .select({ detail: audit.detail })
      .from(audit)
      .where(and(eq(audit.subject, "shop"), gte(audit.at, from), eq(audit.operation, "eval.weekly")))
      .orderBy(desc(audit.at))
      .limit(1)
    const read = Weekly.safeParse(row?.detail)
    if (!read.success) return missing("No eval has run.")
    const all = Object.keys(read.data.metrics).length
    return ratio(all - read.data.worse.length, all, "The last eval measured nothing.")
  },
})
