import { eq } from "drizzle-orm"
import { orders } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { sign, signedBy } from "#workers/lib/hash.ts"

/** What the links of an order sign, or those of what belongs to it: another thing each time they are made anew. */
export async function linkOf(ctx: Ctx, what: string, orderId: string | null): Promise<string> {
  if (orderId === null) return what
  const [row] = await ctx.db.select({ links: orders.links }).from(orders).where(eq(orders.id, orderId))
  return row?.links ? `${what}:${row.links}` : what
}

/** The order page's own key: whoever has the link may see the order, nobody else. */
const orderToken = async (ctx: Ctx, orderId: string) => sign(await ctx.secret(), await linkOf(ctx, `order:${orderId}`, orderId))

export async function orderUrl(ctx: Ctx, orderId: string): Promise<string> {
  return `${ctx.settings.PUBLIC_URL}/orders/${orderId}?token=${await orderToken(ctx, orderId)}`
}

/** Throws unless the token is the order's, or the caller may read everything. */
export async function checkToken(ctx: Ctx, orderId: string, token: string | undefined): Promise<void> {
  if (ctx.actor.scopes.includes("read") && token === undefined) return
  if (token && (await signedBy(await ctx.secret(), await linkOf(ctx, `order:${orderId}`, orderId), token))) return
  throw new AppError("forbidden", "This link does not open the order. Use the one from the receipt e-mail.")
}
