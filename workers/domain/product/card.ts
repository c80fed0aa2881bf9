import { inArray } from "drizzle-orm"
import type { ProductCard } from "#schemas/product.ts"
import { assets, products } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { imageOf } from "#workers/domain/asset/index.ts"

export type ProductRow = typeof products.$inferSelect

/** Cards for rows of live products, in their order; one query for all covers. */
export async function cardsOf(ctx: Ctx, rows: ProductRow[]): Promise<ProductCard[]> {
  const ids = rows.flatMap(({ coverAsset }) => (coverAsset ? [coverAsset] : []))
  const covers = ids.length === 0 ? [] : await ctx.db.select().from(assets).where(inArray(assets.id, ids))
  const byId = new Map(covers.map((cover) => [cover.id, cover]))
  return rows.flatMap((row) => {
    const cover = row.coverAsset ? byId.get(row.coverAsset) : undefined
    if (!cover || row.priceAmount === null || !row.publishedAt) return []
    return [
      {
        id: row.id,
        slug: row.slug,
        title: row.title,
        kind: row.kind,
        category: row.category,
        audience: row.audience,
        summary: row.summary,
        price: { amount: row.priceAmount, currency: row.currency },
        cover: imageOf(cover, row.draft?.copy.coverAlt ?? null),
        rating: row.ratingCount > 0 ? { average: Math.round((row.ratingSum / row.ratingCount) * 10) / 10, count: row.ratingCount } : null,
        publishedAt: row.publishedAt.toISOString(),
      },
    ]
  })
}
