import { eq } from "drizzle-orm"
import { drafts, products } from "#schemas/tables/index.ts"
import { productSearch } from "#schemas/tables/search.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { filesOf } from "#workers/domain/asset/index.ts"
import type { DraftRow } from "#workers/domain/draft/index.ts"
import type { ProductRow } from "#workers/domain/product/index.ts"

/**
 * Puts a product on our own shelf: its row goes live with the approved words and price, and the search index follows. `coverId`: another
 * of the draft's covers than the first.
 */
export async function shelfWrites(ctx: Ctx, product: ProductRow, draft: DraftRow, coverId: string | null = null): Promise<Write[]> {
  const chosen = draft.variants.find(({ key }) => key === draft.chosen)
  const cover = (await filesOf(ctx, draft.id)).find(({ id, role }) => role === "cover" && (coverId === null || id === coverId))
  if (!chosen || !cover) throw new Error(`Draft ${draft.id} has no chosen copy or no cover.`)
  const { copy, scorecard } = chosen
  const now = ctx.now()
  const body = [copy.description, ...copy.bullets, product.category, product.kind].join("\n")
  return [
    ctx.db
      .update(products)
      .set({
        live: true,
        stage: "live",
        title: copy.title,
        summary: copy.bullets[0] ?? copy.seoDescription,
        priceAmount: draft.priceAmount,
        currency: draft.currency,
        coverAsset: cover.id,
        draft: { draftId: draft.id, copy, chosen: draft.chosen, scorecard, facts: draft.facts, composer: draft.composer },
        publishedAt: product.publishedAt ?? now,
        updatedAt: now,
      })
      .where(eq(products.id, product.id)),
    ctx.db.update(drafts).set({ status: "published", updatedAt: now }).where(eq(drafts.id, draft.id)),
    ctx.db.delete(productSearch).where(eq(productSearch.id, product.id)),
    ctx.db.insert(productSearch).values({ id: product.id, title: copy.title, tags: copy.tags.join(" "), audience: product.audience, body }),
  ]
}
