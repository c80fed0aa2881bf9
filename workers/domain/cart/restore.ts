import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { Cart } from "#schemas/cart.ts"
import { carts } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"
import { checkDoor } from "./link.ts"
import { reminderUtm } from "./rules.ts"
import { cartView } from "./view.ts"

/** Opens a cart by the letter's link; what is bought with it counts as the letter's doing. One that is closed comes back empty. */
export const restoreCart = operation({
  name: "cart.restore",
  about: "Opens the cart that a reminder was about.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({ cartId: z.string().max(60), token: z.string().max(100) }),
  output: Cart,
})(async (ctx, { cartId, token }) => {
  await checkDoor(ctx, "restore", cartId, token)
  await ctx.commit({
    writes: [
      ctx.db
        .update(carts)
        .set({ utm: reminderUtm })
        .where(and(eq(carts.id, cartId), eq(carts.status, "open"))),
    ],
    audit: { operation: "cart.restore", subject: cartId },
  })
  return cartView(ctx, cartId)
})
