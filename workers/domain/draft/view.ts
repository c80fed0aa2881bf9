import { eq } from "drizzle-orm"
import { z } from "zod"
import { ProductDraft } from "#schemas/draft.ts"
import { drafts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { majorUnits } from "#workers/lib/money.ts"
import { operation } from "#workers/operation.ts"
import { assetView, filesOf } from "#workers/domain/asset/index.ts"

export type DraftRow = typeof drafts.$inferSelect

export async function loadDraft(ctx: Ctx, id: string): Promise<DraftRow> {
  const [row] = await ctx.db.select().from(drafts).where(eq(drafts.id, id))
  if (!row) throw notFound("draft", id)
  return row
}

/** Names exactly what was shown: a decision carries it, and one about another state is refused. */
export const revisionOf = ({ id, round, variants, priceAmount, currency, facts }: DraftRow) =>
  sha256(canonical({ id, round, variants, priceAmount, currency, facts }))

export async function draftView(ctx: Ctx, row: DraftRow): Promise<ProductDraft> {
  const chosen = row.variants.find((variant) => variant.key === row.chosen) ?? row.variants[0]
  if (!chosen) throw new Error(`Draft ${row.id} has no variant.`)
  const files = (await filesOf(ctx, row.id)).map(assetView)
  const money = { amount: row.priceAmount, currency: row.currency }
  return {
    id: row.id,
    productId: row.productId,
    status: row.status,
    kind: row.content.kind,
    title: chosen.copy.title,
    description: chosen.copy.description,
    tags: chosen.copy.tags,
    assets: files.flatMap((file) => (file.url ? [`${ctx.settings.PUBLIC_URL}${file.url}`] : [])),
    price: majorUnits(money),
    money,
    bullets: chosen.copy.bullets,
    chosen: row.chosen,
    variants: row.variants,
    scorecard: row.scorecard,
    facts: row.facts,
    files,
    composer: row.composer,
    round: row.round,
    createdAt: row.createdAt.toISOString(),
  }
}

export const viewDraft = operation({
  name: "draft.view",
  about: "Shows a draft with its variants, scores and files.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60) }),
  output: ProductDraft,
})(async (ctx, { id }) => draftView(ctx, await loadDraft(ctx, id)))

/** What the console needs to decide: the draft, why it waits, and the revision that a decision must name. */
export const reviewDraft = operation({
  name: "draft.review",
  about: "Shows a draft as the gate saw it: reasons, price, the revision that a decision must name.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({
    draft: ProductDraft,
    revision: z.string(),
    reasons: z.array(z.string()),
    priceWhy: z.string(),
    decision: z.unknown(),
    jobId: z.string(),
  }),
})(async (ctx, { id }) => {
  const row = await loadDraft(ctx, id)
  const { reasons, priceWhy, decision, jobId } = row
  return { draft: await draftView(ctx, row), revision: await revisionOf(row), reasons, priceWhy, decision, jobId }
})
