import { ne, sql } from "drizzle-orm"
import { z } from "zod"
import { FullBrief, ProductBrief } from "#schemas/brief.ts"
import { products } from "#schemas/tables/index.ts"
import { AppError } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { slugify } from "#workers/lib/slug.ts"
import { decideBy, hear } from "#workers/domain/decision/index.ts"
import { acceptRule } from "./rules/accept.ts"

/** Completes a request into a brief with a measurable success criterion, and opens the product it is for. */
export const synthesizeBrief = operation({
  name: "brief.synthesize",
  about: "Completes a product brief and opens the product.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ productId: z.string(), request: ProductBrief, ideaId: z.string().nullable() }),
  output: z.strictObject({ brief: FullBrief, composer: z.string() }),
})(async (ctx, { productId, request, ideaId }) => {
  const taken = await ctx.db.select({ title: products.title }).from(products).where(ne(products.id, productId)).limit(500)
  const now = ctx.now()
  const answer = await ctx.models.complete(
    "brief",
    { request, ideaId, thisYear: now.getUTCFullYear(), month: now.getUTCMonth() + 1, taken: taken.map(({ title }) => title) },
    productId,
  )
  const { output: brief, model } = answer
  const accepted = decideBy(
    ctx,
    acceptRule,
    { request, ideaId, composer: model, others: taken.length },
    {
      subject: productId,
      heard: [await hear(ctx, "brief", answer)],
      why: `${ideaId ? "The best idea that waited" : "A request"} became a brief whose success can be measured.`,
    },
  )
  if (!accepted.output.accepted) throw new AppError("refused_by_policy", `brief: ${accepted.output.reasons.join(" ")}`)
  const title = `${brief.category} ${brief.kind} for ${brief.audience}`.slice(0, 120)
  await ctx.commit({
    writes: [
      accepted.write,
      ctx.db
        .insert(products)
        .values({
          id: productId,
          slug: `${slugify(`${brief.category} ${brief.kind}`)}-${productId.slice(-6).toLowerCase()}`,
          kind: brief.kind,
          stage: "brief",
          title,
          category: brief.category,
          audience: brief.audience,
          currency: ctx.brand.currency,
          brief,
          createdAt: now,
          updatedAt: now,
        })
        .onConflictDoUpdate({ target: products.id, set: { updatedAt: sql`excluded.updated_at` } }),
    ],
    audit: { operation: "brief.synthesize", subject: productId, detail: { composer: model, kind: brief.kind, ideaId } },
  })
  await ctx.tell(productId, { stage: "brief", title, kind: brief.kind, note: `Brief: ${title}. ${brief.angle}` })
  return { brief, composer: model }
})
