import { and, desc, eq } from "drizzle-orm"
import { z } from "zod"
import { refunds, ticketReplies, tickets } from "#schemas/tables/index.ts"
import { fillMacro } from "#seeds/macros.ts"
import { MailError } from "#workers/adapters/mail/index.ts"
import type { Ctx } from "#workers/context.ts"
import { letterHtml } from "#workers/lib/letter-html.ts"
import { formatMoney } from "#workers/lib/money.ts"
import { restore, type Vault } from "#workers/lib/safe/pii/index.ts"
import { operation } from "#workers/operation.ts"
import { loadOrder } from "#workers/domain/order/index.ts"
import { addReply } from "./add-reply.ts"
import { loadTicket, type TicketRow } from "./load.ts"
import { letterValues, orderValues, ownOrder } from "./values.ts"

type RefundRow = typeof refunds.$inferSelect

/** Tells the buyer of a refund that went through, once: in the thread where it was asked for, or by a letter of its own. */
export const tellRefund = operation({
  name: "ticket.refunded",
  about: "Writes to the buyer that an order, or a part of it, was paid back.",
  scope: "write",
  approval: "none",
  decision: "support.answer",
  input: z.strictObject({ refundId: z.string().max(60) }),
  output: z.strictObject({ told: z.enum(["in its thread", "by mail", "nobody"]) }),
})(async (ctx, { refundId }) => {
  const [refund] = await ctx.db.select().from(refunds).where(eq(refunds.id, refundId))
  if (refund?.status !== "issued") return { told: "nobody" }
  // The same refund is the same letter, whichever way it goes.
  const id = `rpl_${refundId.slice(refundId.indexOf("_") + 1)}`
  const asked = await askedFor(ctx, refund.orderId)
  const { order } = await loadOrder(ctx, refund.orderId)
  const letter = order.status === "refunded" ? "refund-approved" : "refund-part"
  const marks: Vault = {}
  const words = fillMacro(letter, await wordsOf(ctx, refund, asked, marks))
  const [told] = await ctx.db.select({ id: ticketReplies.id }).from(ticketReplies).where(eq(ticketReplies.id, id))
  if (told) return { told: "in its thread" }
  if (asked) {
    const { replies } = await loadTicket(ctx, asked.id)
    await addReply(ctx, asked, { id, position: replies.length + 1, letter, ...words })
    return { told: "in its thread" }
  }
  return { told: (await mail(ctx, refund, { id, to: order.email, ...words, marks })) ? "by mail" : "nobody" }
})

/** The newest question by which the money was asked back and which still waits for the answer that was promised. */
async function askedFor(ctx: Ctx, orderId: string): Promise<TicketRow | undefined> {
  const open = and(eq(tickets.orderId, orderId), eq(tickets.status, "waiting"), eq(tickets.answeredBy, "letter:refund-review"))
  const [row] = await ctx.db.select().from(tickets).where(open).orderBy(desc(tickets.id)).limit(1)
  return row
}

async function wordsOf(ctx: Ctx, { id, orderId, amount, currency }: RefundRow, asked: TicketRow | undefined, vault: Vault) {
  const own = await letterValues(ctx, { id: asked?.id ?? "", order: await ownOrder(ctx, orderId), vault })
  const refund = { amount: formatMoney({ amount, currency }), refundId: id }
  return { ...own, ...(await orderValues(ctx, orderId)), ...refund, ...(asked ? {} : { name: "there" }) }
}

type Letter = { id: string; to: string | null; subject: string; text: string; marks: Vault }

/** Whether it was taken; what may pass is thrown on, and the event comes again. */
async function mail(ctx: Ctx, refund: RefundRow, { id, to, subject, marks, ...letter }: Letter): Promise<boolean> {
  const text = restore(letter.text, marks)
  const message = { subject, text, html: letterHtml(text), kind: "notice" as const, idempotencyKey: `reply:${id}` }
  const unsent = to
    ? await ctx.mail.send({ ...message, to }).then(
        () => null,
        (error: unknown) => {
          if (error instanceof MailError && !error.retryable) return error.message
          throw error
        },
      )
    : "The order has no address."
  await ctx.commit({ audit: { operation: "ticket.refunded", subject: refund.orderId, detail: { refundId: refund.id, unsent } } })
  return unsent === null
}
