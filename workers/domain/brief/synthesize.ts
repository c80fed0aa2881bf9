import { ne, sql } from "drizzle-orm"
import { z } from "zod"
import { FullBrief, ProductBrief } from "#schemas/brief.ts"
import { products } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"
import { slugify } from "#workers/lib/slug.ts"

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
  const { output: brief, model } = await ctx.models.complete(
    "brief",
    { request, ideaId, thisYear: now.getUTCFullYear(), month: now.getUTCMonth() + 1, taken: taken.map(({ title }) => title) },
    productId,
  )
  const title = `${brief.category} ${brief.kind} for ${brief.audience}`.slice(0, 120)
  await ctx.commit({
    writes: [
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
