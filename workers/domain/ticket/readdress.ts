import { and, eq, isNull, or, sql } from "drizzle-orm"
import { z } from "zod"
import { orders, tickets } from "#schemas/tables/index.ts"
import { fillMacro } from "#seeds/macros.ts"
import { TicketReply } from "#schemas/ticket.ts"
import { conflict, invalidField } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { loadOrder } from "#workers/domain/order/index.ts"
import { addReply } from "./add-reply.ts"
import { loadTicket } from "./load.ts"
import { letterValues, ownOrder } from "./values.ts"
import { viewReply } from "./view.ts"

/**
 * Corrects the address of the order that a question is about, once a person is sure whose it is, and writes so to the new address. The old
 * one gets nothing: where it was mistyped it is a stranger's, and the letter opens the files. Links of before open nothing any more.
 */
export const readdressOrder = operation({
  name: "ticket.readdress",
  about: "Gives the order of a question another e-mail address, and writes to it.",
  scope: "write",
  approval: "person",
  input: z.strictObject({
    id: z.string().max(60),
    after: z.int().min(0),
    email: z.email("Use an address such as name@example.com.").max(254),
  }),
  output: TicketReply,
})(async (ctx, { id, after, email }) => {
  const { ticket, replies } = await loadTicket(ctx, id)
  const { orderId } = ticket
  if (!orderId) throw conflict("This question names no order.")
  if (after > replies.length) throw invalidField("after", `The thread has ${replies.length} answers.`)
  const own = await ownOrder(ctx, orderId)
  const letter = "email-changed"
  const words = fillMacro(letter, await letterValues(ctx, { id, order: { ...own, email }, vault: {} }))
  const before = (await loadOrder(ctx, orderId)).order.email
  // This question's letter goes to the new address whenever it goes out, so a third address that it was asked from gives way, too.
  const old = or(eq(tickets.id, id), isNull(tickets.email), ...(before === null ? [] : [eq(tickets.email, before)]))
  const writes = [
    ctx.db
      .update(orders)
      .set({ email, links: sql`${orders.links} + 1`, updatedAt: ctx.now() })
      .where(eq(orders.id, orderId)),
    ctx.db
      .update(tickets)
      .set({ email })
      .where(and(eq(tickets.orderId, orderId), old)),
  ]
  const reply = await addReply(ctx, { ...ticket, email }, { position: after + 1, letter, ...words }, writes)
  return viewReply(reply, {})
})
