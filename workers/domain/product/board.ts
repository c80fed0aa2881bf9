import { desc, sql } from "drizzle-orm"
import { z } from "zod"
import { ProductStage } from "#schemas/agent.ts"
import { GoodKind } from "#schemas/good.ts"
import { products } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"

const newest = (what: string) => sql.raw(`(SELECT ${what} FROM drafts WHERE drafts.product_id = products.id ORDER BY id DESC LIMIT 1)`)

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
        category: z.string(),
        stage: ProductStage,
        score: z.number().nullable(),
        draftId: z.string().nullable(),
        updatedAt: z.iso.datetime(),
      }),
    ),
  }),
})(async (ctx, { limit }) => {
  const rows = await ctx.db
    .select({
      id: products.id,
      slug: products.slug,
      title: products.title,
      kind: products.kind,
      category: products.category,
      stage: products.stage,
      updatedAt: products.updatedAt,
      draftId: sql<string | null>`${newest("id")}`,
      score: sql<number | null>`${newest("json_extract(scorecard, '$.overall')")}`,
    })
    .from(products)
    .orderBy(desc(products.updatedAt))
    .limit(limit)
  return {
    items: rows.map((row) => ({ ...row, stage: ProductStage.parse(row.stage), updatedAt: row.updatedAt.toISOString() })),
  }
})
