import { eq, sql } from "drizzle-orm"
import { z } from "zod"
import { carts, suppressions } from "#schemas/tables/index.ts"
import { AppError } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { checkDoor } from "./link.ts"

/** Whoever has the letter's link ends all reminders to its address. Receipts and answers still come. */
export const unsubscribe = operation({
  name: "cart.unsubscribe",
  about: "Ends reminders to the address that a letter went to.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({ cartId: z.string().max(60), token: z.string().max(100) }),
  output: z.strictObject({ done: z.literal(true) }),
})(async (ctx, { cartId, token }) => {
  await checkDoor(ctx, "unsubscribe", cartId, token)
  const [row] = await ctx.db.select({ email: carts.email }).from(carts).where(eq(carts.id, cartId))
  const address = row?.email?.toLowerCase()
  // Thirty days after the cart was left the shop forgets whose it was, so there is nothing here to end.
  if (!address) throw new AppError("gone", "The shop no longer keeps the address of this cart, so it sends nothing more because of it.")
  await ctx.commit({
    writes: [
      ctx.db.insert(suppressions).values({ address, why: "asked", source: cartId, at: ctx.now() }).onConflictDoNothing(),
      ctx.db
        .update(carts)
        .set({ remindAskedAt: null })
        .where(sql`lower(${carts.email}) = ${address}`),
    ],
    audit: { operation: "cart.unsubscribe", subject: cartId },
  })
  return { done: true as const }
})
