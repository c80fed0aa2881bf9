import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { Cart } from "#schemas/cart.ts"
import { cartLines } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"
import { cartView } from "./view.ts"

export const removeFromCart = operation({
  name: "cart.remove",
  about: "Takes a product out of a cart.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({ cartId: z.string().max(60), productId: z.string().max(60) }),
  output: Cart,
})(async (ctx, { cartId, productId }) => {
  await ctx.commit({
    writes: [ctx.db.delete(cartLines).where(and(eq(cartLines.cartId, cartId), eq(cartLines.productId, productId)))],
    audit: { operation: "cart.remove", subject: cartId, detail: { productId } },
  })
  return cartView(ctx, cartId)
})
