import { and, asc, eq } from "drizzle-orm"
import { z } from "zod"
import { Cart } from "#schemas/cart.ts"
import { cartLines, carts, products } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { dressCards } from "#workers/domain/assignment/index.ts"
import { cardColumns, cardsOf } from "#workers/domain/product/index.ts"

/** The cart as it would be bought now: what is no longer on sale has left it, prices are today's. */
export async function cartView(ctx: Ctx, cartId: string | null): Promise<Cart> {
  const rows = cartId
    ? await ctx.db
        .select({ product: cardColumns, updatedAt: carts.updatedAt, visitor: carts.visitor })
        .from(cartLines)
        .innerJoin(carts, and(eq(carts.id, cartLines.cartId), eq(carts.status, "open")))
        .innerJoin(products, and(eq(products.id, cartLines.productId), eq(products.live, true)))
        .where(eq(cartLines.cartId, cartId))
        .orderBy(asc(cartLines.position))
    : []
  const plain = await cardsOf(
    ctx,
    rows.map(({ product }) => product),
  )
  // Under the title that the visitor was shown, so that cart, receipt and page say the same.
  const cards = await dressCards(ctx, rows[0]?.visitor ?? null, plain, false)
  const lines = cards.map(({ id, slug, title, kind, thumb, price }) => ({ productId: id, slug, title, kind, cover: thumb, price }))
  return {
    id: cartId ?? "",
    lines,
    total: { amount: lines.reduce((sum, { price }) => sum + price.amount, 0), currency: ctx.brand.currency },
    updatedAt: (rows[0]?.updatedAt ?? ctx.now()).toISOString(),
  }
}

export const viewCart = operation({
  name: "cart.view",
  about: "Shows a cart.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({ cartId: z.string().max(60).nullable() }),
  output: Cart,
})(async (ctx, { cartId }) => cartView(ctx, cartId))
