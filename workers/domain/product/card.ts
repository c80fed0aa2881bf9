import { and, inArray } from "drizzle-orm"
import type { ProductCard } from "#schemas/product.ts"
import { assets, products } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { imageOf } from "#workers/domain/asset/index.ts"

export type ProductRow = typeof products.$inferSelect

/** What a card needs; brief, draft and metrics are large and stay in the table. */
export const cardColumns = {
  id: products.id,
  slug: products.slug,
  title: products.title,
  kind: products.kind,
  category: products.category,
  audience: products.audience,
  summary: products.summary,
  priceAmount: products.priceAmount,
  currency: products.currency,
  coverAsset: products.coverAsset,
  ratingSum: products.ratingSum,
  ratingCount: products.ratingCount,
  publishedAt: products.publishedAt,
}
export type CardRow = Pick<ProductRow, keyof typeof cardColumns>

/** Cards for rows of live products, in their order; one query for all pictures. */
export async function cardsOf(ctx: Ctx, rows: CardRow[]): Promise<ProductCard[]> {
  const ids = rows.flatMap(({ coverAsset }) => (coverAsset ? [coverAsset] : []))
  const pictures = ids.length === 0 ? [] : await picturesOf(ctx, ids)
  return rows.flatMap((row) => {
    const cover = pictures.find(({ id }) => id === row.coverAsset)
    if (!cover || row.priceAmount === null || !row.publishedAt) return []
    // A small picture belongs to the cover that it is named after; a cover without one is shown as it is.
    const small = cover.name.replace(/(\.\w+)$/, "-small$1")
    const thumb = pictures.find(({ role, draftId, name }) => role === "thumb" && draftId === cover.draftId && name === small) ?? cover
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
        cover: imageOf(cover),
        thumb: imageOf(thumb),
        rating: row.ratingCount > 0 ? { average: Math.round((row.ratingSum / row.ratingCount) * 10) / 10, count: row.ratingCount } : null,
        publishedAt: row.publishedAt.toISOString(),
      },
    ]
  })
}

async function picturesOf(ctx: Ctx, coverIds: string[]) {
  const drafts = ctx.db.select({ draftId: assets.draftId }).from(assets).where(inArray(assets.id, coverIds))
  return ctx.db
    .select()
    .from(assets)
    .where(and(inArray(assets.draftId, drafts), inArray(assets.role, ["cover", "thumb"])))
}
