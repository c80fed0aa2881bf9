import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { sign, signedBy } from "#workers/lib/hash.ts"

/** The order page's own key: whoever has the link may see the order, nobody else. */
export const orderToken = async (ctx: Ctx, orderId: string) => sign(await ctx.secret(), `order:${orderId}`)

export async function orderUrl(ctx: Ctx, orderId: string): Promise<string> {
  return `${ctx.settings.PUBLIC_URL}/orders/${orderId}?token=${await orderToken(ctx, orderId)}`
}

/** Throws unless the token is the order's, or the caller may read everything. */
export async function checkToken(ctx: Ctx, orderId: string, token: string | undefined): Promise<void> {
  if (ctx.actor.scopes.includes("read") && token === undefined) return
  if (token && (await signedBy(await ctx.secret(), `order:${orderId}`, token))) return
  throw new AppError("forbidden", "This link does not open the order. Use the one from the receipt e-mail.")
}
