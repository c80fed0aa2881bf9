import { desc } from "drizzle-orm"
import { z } from "zod"
import { ProductStage } from "#schemas/agent.ts"
import { GoodKind } from "#schemas/good.ts"
import { products } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"

/** All products by stage, live or not: the operator's board. */
export const productBoard = operation({
  name: "product.board",
  about: "Shows every product with its stage.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ limit: z.int().min(1).max(500).default(200) }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        slug: z.string(),
        title: z.string(),
        kind: GoodKind,
        stage: ProductStage,
        score: z.number().nullable(),
        draftId: z.string().nullable(),
        updatedAt: z.iso.datetime(),
      }),
    ),
  }),
})(async (ctx, { limit }) => {
  const rows = await ctx.db.select().from(products).orderBy(desc(products.updatedAt)).limit(limit)
  return {
    items: rows.map((row) => ({
      id: row.id,
      slug: row.slug,
      title: row.title,
      kind: row.kind,
      stage: ProductStage.parse(row.stage),
      score: row.draft?.scorecard.overall ?? null,
      draftId: row.draft?.draftId ?? null,
      updatedAt: row.updatedAt.toISOString(),
    })),
  }
})
