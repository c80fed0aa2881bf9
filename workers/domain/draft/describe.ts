import { eq, ne } from "drizzle-orm"
import { z } from "zod"
import { FullBrief } from "#schemas/brief.ts"
import { Content } from "#schemas/content/index.ts"
import { Scorecard, Variant, type Copy } from "#schemas/draft.ts"
import { Facts } from "#schemas/good.ts"
import { drafts, products } from "#schemas/tables/index.ts"
import { pricePolicy } from "#seeds/policies/index.ts"
import { rubric } from "#seeds/rubrics/index.ts"
import { delegate, type Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { decideBy, hear } from "#workers/domain/decision/index.ts"
import type { DraftRow } from "./view.ts"
import { chooseRule, priceRule, scoreCopy } from "./rules/index.ts"

const variantKeys = ["A", "B", "C", "D"] as const

/**
 * Writes the listing in two variants, prices the good, scores both, keeps the better one chosen. A later round mends what the scores of
 * the one before found; a round that was written before is not written again.
 */
export const describeDraft = operation({
  name: "draft.describe",
  about: "Writes, prices and scores the listing of a good.",
  scope: "write",
  approval: "none",
  decision: "listing.words",
  input: z.strictObject({
    productId: z.string(),
    draftId: z.string(),
    jobId: z.string(),
    brief: FullBrief,
    content: Content,
    facts: Facts,
    composer: z.string(),
    round: z.int().min(1).max(20),
  }),
  output: z.strictObject({ scorecard: Scorecard, title: z.string() }),
})(async (ctx, input) => {
  const { productId, draftId, jobId, brief, content, facts, composer } = input
  const [previous] = await ctx.db.select().from(drafts).where(eq(drafts.id, draftId))
  if (previous && previous.round >= input.round) return { scorecard: previous.scorecard, title: titleOf(previous) }
  const catalogue = await catalogueBut(ctx, productId)
  const answer = await ctx.models.complete(
    "copy",
    {
      brief,
      content,
      facts,
      variants: 2,
      taken: catalogue.map(({ title }) => title),
      repair: previous?.variants.map(({ copy, scorecard }) => ({ copy, scores: scorecard.scores })) ?? [],
    },
    productId,
  )
  const { output } = answer
  const variants = output.variants.map((copy: Copy, index): Variant => {
    const siblings = output.variants.filter((other) => other !== copy)
    return {
      key: variantKeys[index] ?? "D",
      copy,
      scorecard: scoreCopy({ copy, siblings, brief, facts, content, catalogue, brand: ctx.brand, rubric }),
    }
  })
  const cards = variants.map(({ key, scorecard: { overall, scores } }) => ({
    key,
    overall,
    scores: scores.map(({ dimension, score: value }) => ({ dimension, score: value })),
  }))
  const chosen = decideBy(
    ctx,
    chooseRule,
    { draft: draftId, round: input.round, cards, rubric: `${rubric.id}@${rubric.version}` },
    {
      subject: productId,
      heard: [await hear(ctx, "copy", answer)],
      why: `Of ${cards.length} variants, the one that the rubric scores best.`,
    },
  )
  const best = variants.find(({ key }) => key === chosen.output.chosen)
  if (!best) throw new Error("The composer gave no variant.")
  const comparable = catalogue.filter(({ kind }) => kind === brief.kind).flatMap(({ price }) => (price === null ? [] : [price]))
  const priced = decideBy(
    // Words and price are two decisions, and another executor does the figures.
    ctx.actor.kind === "agent" ? ctx.as(delegate("cca", "revenue-analyst", "price.change", ctx.actor.run)) : ctx,
    priceRule,
    { draft: draftId, kind: brief.kind, facts, currency: ctx.brand.currency, comparable, policy: pricePolicy },
    { subject: productId, why: "The policy's band for the kind, the size of the good, and our own goods of the kind make the price." },
  )
  const price = priced.output
  const row = {
    status: "scoring" as const,
    round: input.round,
    content,
    facts,
    variants,
    chosen: best.key,
    scorecard: best.scorecard,
    decision: null,
    reasons: [],
    priceAmount: price.money.amount,
    currency: price.money.currency,
    priceWhy: price.why,
    composer,
    updatedAt: ctx.now(),
  }
  await ctx.commit({
    writes: [
      chosen.write,
      priced.write,
      ctx.db
        .insert(drafts)
        .values({ ...row, id: draftId, productId, jobId, createdAt: ctx.now() })
        .onConflictDoUpdate({ target: drafts.id, set: row }),
      ctx.db.update(products).set({ stage: "gate", title: best.copy.title, updatedAt: ctx.now() }).where(eq(products.id, productId)),
    ],
    audit: {
      operation: "draft.describe",
      subject: draftId,
      detail: { round: row.round, overall: best.scorecard.overall, price: price.money.amount },
    },
    events: previous
      ? []
      : [
          {
            type: "product.generated",
            subject: productId,
            data: { productId, draftId, kind: brief.kind, title: best.copy.title, score: best.scorecard.overall },
          },
        ],
  })
  const score = best.scorecard.overall
  await ctx.tell(productId, {
    stage: "gate",
    title: best.copy.title,
    score,
    note: `Scored ${score.toFixed(2)} of 5 in round ${row.round}.`,
  })
  return { scorecard: best.scorecard, title: best.copy.title }
})

const titleOf = ({ variants, chosen }: DraftRow) => variants.find(({ key }) => key === chosen)?.copy.title ?? ""

/** What the shop has already: uniqueness is measured against it, and prices are compared with it. */
async function catalogueBut(ctx: Ctx, productId: string) {
  const rows = await ctx.db
    .select({ title: products.title, kind: products.kind, draft: products.draft, price: products.priceAmount })
    .from(products)
    .where(ne(products.id, productId))
    .limit(500)
  return rows.map(({ title, kind, draft, price }) => ({ title, kind, price, description: draft?.copy.description ?? "" }))
}
