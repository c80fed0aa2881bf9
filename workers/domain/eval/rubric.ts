import { and, desc, eq, lt, ne } from "drizzle-orm"
import { drafts, products } from "#schemas/tables/index.ts"
import { rubric } from "#seeds/rubrics/index.ts"
import type { Ctx } from "#workers/context.ts"
import { scoreCopy } from "#workers/domain/draft/rules/index.ts"
import type { Metrics } from "#workers/lib/regression.ts"

const most = 50

/**
 * The mean score of the published drafts by today's rubric and code, and what they were given at the gate. Each is compared with the
 * goods that were there before it, so that a growing catalogue is no drift.
 */
export async function rubricNow(ctx: Ctx): Promise<{ now: Metrics; before: Metrics }> {
  const rows = await ctx.db
    .select({ draft: drafts, brief: products.brief })
    .from(drafts)
    .innerJoin(products, eq(products.id, drafts.productId))
    .where(and(eq(drafts.status, "published"), eq(products.live, true)))
    .orderBy(desc(drafts.createdAt))
    .limit(most)
  const pairs: { now: number; before: number }[] = []
  for (const { draft, brief } of rows) {
    const copy = draft.variants.find(({ key }) => key === draft.chosen)?.copy
    if (!copy) continue
    const siblings = draft.variants.filter(({ key }) => key !== draft.chosen).map((variant) => variant.copy)
    const catalogue = await goodsBefore(ctx, draft.productId, draft.createdAt)
    const { content, facts } = draft
    const card = scoreCopy({ copy, siblings, brief, facts, content, catalogue, brand: ctx.brand, rubric })
    pairs.push({ now: card.overall, before: draft.scorecard.overall })
  }
  if (pairs.length === 0) return { now: {}, before: {} }
  const mean = (of: (pair: (typeof pairs)[number]) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length
  return { now: { "live.rubric": mean(({ now }) => now) }, before: { "live.rubric": mean(({ before }) => before) } }
}

async function goodsBefore(ctx: Ctx, own: string, at: Date) {
  const rows = await ctx.db
    .select({ title: products.title, draft: products.draft })
    .from(products)
    .where(and(ne(products.id, own), lt(products.publishedAt, at)))
    .limit(500)
  return rows.map(({ title, draft }) => ({ title, description: draft?.copy.description ?? "" }))
}
