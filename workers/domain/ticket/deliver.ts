import { and, asc, eq, isNull, lt } from "drizzle-orm"
import { ticketReplies } from "#schemas/tables/index.ts"
import { MailError } from "#workers/adapters/mail/index.ts"
import type { Ctx } from "#workers/context.ts"
import { LostRace } from "#workers/lib/db.ts"
import { letterHtml } from "#workers/lib/letter-html.ts"
import { restore } from "#workers/lib/safe/pii/index.ts"
import { loadTicket, openMarks, orderMarks, type ReplyRow, type TicketRow } from "./load.ts"
import { ticketUrl } from "./page.ts"

export type Delivered = Pick<ReplyRow, "sentAt" | "unsent">
const mostLetters = 100
/** Whoever wrote it sends it; the job takes over what has waited this long. */
const overdueMs = 60_000

/** Mails an answer under its own id, so that it goes out once however often this runs. What may pass stays due for the next run. */
export async function deliverReply(ctx: Ctx, ticket: TicketRow, reply: ReplyRow): Promise<Delivered> {
  if (reply.sentAt || reply.unsent) return reply
  const marks = { ...(await openMarks(ctx, ticket.vault, reply.vault)), ...(await orderMarks(ctx, ticket.orderId)) }
  const to = ticket.email ?? marks["[MAIL_0]"]
  if (!to) return record(ctx, reply, { sentAt: null, unsent: "No address is known; the answer stands on the question's page." })
  const text = `${restore(reply.text, marks)}\n\nYour question and all answers are here:\n${await ticketUrl(ctx, ticket.id)}`
  const message = { to, subject: restore(reply.subject, marks), text, html: letterHtml(text), kind: "notice" as const }
  try {
    await ctx.mail.send({ ...message, idempotencyKey: `reply:${reply.id}` })
    return await record(ctx, reply, { sentAt: ctx.now(), unsent: null })
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    if (!error.retryable) return record(ctx, reply, { sentAt: null, unsent: error.message })
    ctx.log("reply.unsent", { reply: reply.id, error: error.message })
    return reply
  }
}

async function record(ctx: Ctx, { id, ticketId }: ReplyRow, outcome: Delivered): Promise<Delivered> {
  const open = and(eq(ticketReplies.id, id), isNull(ticketReplies.sentAt), isNull(ticketReplies.unsent))
  const audit = { operation: "ticket.send", subject: ticketId, detail: { reply: id, unsent: outcome.unsent } }
  await ctx.commit({ transition: ctx.db.update(ticketReplies).set(outcome).where(open), audit }).catch((error: unknown) => {
    // Another run has sent it meanwhile, under the same key.
    if (!(error instanceof LostRace)) throw error
  })
  return outcome
}

/** Sends what was written and did not go out: how many went now. */
export async function deliverDue(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now().getTime() - overdueMs)
  const due = and(isNull(ticketReplies.sentAt), isNull(ticketReplies.unsent), lt(ticketReplies.createdAt, before))
  const rows = await ctx.db.select().from(ticketReplies).where(due).orderBy(asc(ticketReplies.createdAt)).limit(mostLetters)
  let sent = 0
  for (const reply of rows) {
    try {
      const { ticket } = await loadTicket(ctx, reply.ticketId)
      if ((await deliverReply(ctx, ticket, reply)).sentAt) sent++
    } catch (error) {
      // One that cannot be opened, as after another secret, keeps no other one from going out.
      ctx.log("reply.unsent", { reply: reply.id, error: String(error) })
    }
  }
  return sent
}
