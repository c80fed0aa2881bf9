import { and, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { carts } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"

const days = 30

export const expireCarts = operation({
  name: "cart.expire",
  about: `Closes carts that nobody touched for ${days} days, and forgets their addresses.`,
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ expired: z.int() }),
})(async (ctx) => {
  const before = new Date(ctx.now().getTime() - days * 86_400_000)
  const expired = await ctx.db
    .update(carts)
    // The privacy page promises that an address given for a cart goes with it, and the visitor's number.
    .set({ status: "expired", email: null, remindAskedAt: null, visitor: null })
    .where(and(eq(carts.status, "open"), lt(carts.updatedAt, before)))
    .returning({ id: carts.id })
  return { expired: expired.length }
})
