import { asc, eq } from "drizzle-orm"
import { ticketReplies, tickets } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"
import { openVault, type Vault } from "#workers/lib/safe/pii/index.ts"
import { loadOrder, orderUrl } from "#workers/domain/order/index.ts"

export type TicketRow = typeof tickets.$inferSelect
export type ReplyRow = typeof ticketReplies.$inferSelect

export async function loadTicket(ctx: Ctx, id: string): Promise<{ ticket: TicketRow; replies: ReplyRow[] }> {
  const [[ticket], replies] = await ctx.db.batch([
    ctx.db.select().from(tickets).where(eq(tickets.id, id)),
    ctx.db.select().from(ticketReplies).where(eq(ticketReplies.ticketId, id)).orderBy(asc(ticketReplies.position)),
  ])
  if (!ticket) throw notFound("ticket", id)
  return { ticket, replies }
}

/** The marks for the order's page and its address, which stand in letters instead of the data themselves. */
export async function orderMarks(ctx: Ctx, orderId: string | null): Promise<Vault> {
  if (orderId === null) return {}
  const { order } = await loadOrder(ctx, orderId)
  return { "[LINK_0]": await orderUrl(ctx, orderId), ...(order.email ? { "[MAIL_0]": order.email } : {}) }
}

/** What the marks of a stored text stand for. */
export async function openMarks(ctx: Ctx, ...sealed: (string | null)[]): Promise<Vault> {
  const secret = await ctx.secret()
  const vaults = await Promise.all(sealed.flatMap((one) => (one === null ? [] : [openVault(one, secret)])))
  return Object.assign({}, ...vaults)
}
