import { z } from "zod"
import { TicketThread, type TicketReply } from "#schemas/ticket.ts"
import { restore, type Vault } from "#workers/lib/safe/pii/index.ts"
import { operation } from "#workers/operation.ts"
import { loadTicket, openMarks, orderMarks, type ReplyRow } from "./load.ts"
import { checkTicketToken } from "./page.ts"

/** The asker reads all as it was written; whoever only may read everything sees marks where personal data stands. */
export const viewTicket = operation({
  name: "ticket.view",
  about: "Shows a question with all its answers to whoever has its link.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60), token: z.string().max(100).optional() }),
  output: TicketThread,
})(async (ctx, { id, token }) => {
  await checkTicketToken(ctx, id, token)
  const { ticket, replies } = await loadTicket(ctx, id)
  const { status, question, answer, answeredBy, intent, email, orderId, createdAt } = ticket
  const own = token !== undefined
  const marks = own ? { ...(await openMarks(ctx, ticket.vault)), ...(await orderMarks(ctx, orderId)) } : {}
  return {
    id,
    status,
    question: restore(question, marks),
    answer: restore(answer, marks),
    answeredBy,
    intent,
    email: own ? null : email,
    orderId,
    createdAt: createdAt.toISOString(),
    replies: await Promise.all(
      replies.map(async (reply) => viewReply(reply, own ? { ...marks, ...(await openMarks(ctx, reply.vault)) } : {})),
    ),
  }
})

export const viewReply = ({ position, subject, text, letter, author, createdAt, sentAt, unsent }: ReplyRow, marks: Vault): TicketReply => ({
  position,
  subject: restore(subject, marks),
  text: restore(text, marks),
  letter,
  author,
  byPerson: author.startsWith("operator:"),
  createdAt: createdAt.toISOString(),
  sentAt: sentAt?.toISOString() ?? null,
  unsent,
})
