import { and, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { Cart, Utm } from "#schemas/cart.ts"
import { VisitorId } from "#schemas/experiment.ts"
import { cartLines, carts, products } from "#schemas/tables/index.ts"
import { conflict, notFound } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { cartView } from "./view.ts"

const mostLines = 50

/** Puts a product into the cart; one that is in it already stays once. Without an open cart a new one is opened. */
export const addToCart = operation({
  name: "cart.add",
  about: "Puts a product into a cart.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({
    cartId: z.string().max(60).nullable(),
    slug: z.string().max(120),
    utm: Utm.default({}),
    visitor: VisitorId.default(null),
  }),
  output: Cart,
})(async (ctx, { cartId, slug, utm, visitor }) => {
  const [product] = await ctx.db
    .select()
    .from(products)
    .where(and(eq(products.slug, slug), eq(products.live, true)))
  if (!product) throw notFound("product", slug)
  const [open] = cartId
    ? await ctx.db
        .select()
        .from(carts)
        .where(and(eq(carts.id, cartId), eq(carts.status, "open")))
    : []
  const id = open?.id ?? ctx.id("cart")
  const now = ctx.now()
  if (open && (await cartView(ctx, id)).lines.length >= mostLines) throw conflict(`A cart holds at most ${mostLines} goods.`)
  await ctx.commit({
    writes: [
      open
        ? ctx.db
            .update(carts)
            .set({ updatedAt: now, ...(visitor && { visitor }) })
            .where(eq(carts.id, id))
        : ctx.db.insert(carts).values({ id, status: "open", utm, visitor, createdAt: now, updatedAt: now }),
      ctx.db
        .insert(cartLines)
        .values({ cartId: id, productId: product.id, position: sql`(SELECT count(*) FROM cart_lines WHERE cart_id = ${id})` })
        .onConflictDoNothing(),
    ],
    audit: { operation: "cart.add", subject: id, detail: { productId: product.id } },
  })
  return cartView(ctx, id)
})
