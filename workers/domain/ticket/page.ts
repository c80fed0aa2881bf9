import { eq } from "drizzle-orm"
import { tickets } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { sign, signedBy } from "#workers/lib/hash.ts"
import { linkOf } from "#workers/domain/order/index.ts"

/** A question about an order is as open as the order: its thread holds the order's link. */
async function signedOf(ctx: Ctx, id: string): Promise<string> {
  const [row] = await ctx.db.select({ orderId: tickets.orderId }).from(tickets).where(eq(tickets.id, id))
  return linkOf(ctx, `ticket:${id}`, row?.orderId ?? null)
}

/** The page of a question: whoever has the link reads the answers, nobody else. */
export async function ticketUrl(ctx: Ctx, id: string): Promise<string> {
  return `${ctx.settings.PUBLIC_URL}/help/${id}?token=${await sign(await ctx.secret(), await signedOf(ctx, id))}`
}

/** Throws unless the token is the question's; whoever may read everything needs none. */
export async function checkTicketToken(ctx: Ctx, id: string, token: string | undefined): Promise<void> {
  if (ctx.actor.scopes.includes("read") && token === undefined) return
  if (token && (await signedBy(await ctx.secret(), await signedOf(ctx, id), token))) return
  throw new AppError("forbidden", "This link does not open the question. Use the one from the page or the e-mail that you got.")
}
