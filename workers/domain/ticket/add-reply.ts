import { and, eq, ne } from "drizzle-orm"
import { ticketReplies, tickets } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { conflict } from "#workers/errors.ts"
import { LostRace, mentions, type Write } from "#workers/lib/db.ts"
import { redactDeep, restore, sealVault, type Vault } from "#workers/lib/safe/pii/index.ts"
import { deliverReply, type Delivered } from "./deliver.ts"
import { loadTicket, openMarks, type ReplyRow, type TicketRow } from "./load.ts"

/** `id`: given where the same happening must never be told twice. `waiting`: a person still looks at the question. */
export type NewReply = {
  id?: string
  position: number
  letter: string | null
  subject: string
  text: string
  status?: "answered" | "closed" | "waiting"
}

/**
 * Writes an answer into its thread and mails it. The place in the thread is unique: the same words a second time are the same answer,
 * other words at a taken place are somebody else's, and a conflict. `writes` go into the same batch.
 */
export async function addReply(ctx: Ctx, ticket: TicketRow, given: NewReply, writes: Write[] = []): Promise<ReplyRow & Delivered> {
  const { position, letter, status = "answered" } = given
  const { value, vault } = redactDeep({ subject: given.subject, text: given.text })
  const now = ctx.now()
  const row: ReplyRow = {
    id: given.id ?? ctx.id("reply"),
    ticketId: ticket.id,
    position,
    letter,
    ...value,
    vault: Object.keys(vault).length > 0 ? await sealVault(vault, await ctx.secret()) : null,
    author: ctx.actor.id,
    createdAt: now,
    sentAt: null,
    unsent: null,
  }
  const transition = ctx.db
    .update(tickets)
    .set({ status, updatedAt: now })
    .where(and(eq(tickets.id, ticket.id), ne(tickets.status, "closed")))
  try {
    await ctx.commit({
      transition,
      writes: [ctx.db.insert(ticketReplies).values(row), ...writes],
      audit: { operation: "ticket.reply", subject: ticket.id, detail: { reply: row.id, position, letter, status } },
      events: [
        {
          type: "ticket.answered",
          subject: ticket.id,
          data: { ticketId: ticket.id, orderId: ticket.orderId, author: ctx.actor.id, letter },
        },
      ],
    })
  } catch (error) {
    const before = await written(ctx, row, vault)
    if (before) return { ...before, ...(await deliverReply(ctx, ticket, before)) }
    if (error instanceof LostRace) throw conflict("This question was closed; nothing was sent.")
    if (mentions(error, "UNIQUE"))
      throw conflict("Somebody else answered since this page was shown. Nothing was sent; read that answer first.")
    throw error
  }
  return { ...row, ...(await deliverReply(ctx, ticket, row)) }
}

/** The same words by the same author at the same place: a form that was sent twice. What stands behind the marks counts, too. */
async function written(ctx: Ctx, { ticketId, position, subject, text, author }: ReplyRow, vault: Vault): Promise<ReplyRow | undefined> {
  const { replies } = await loadTicket(ctx, ticketId)
  const one = replies.find((reply) => reply.position === position && reply.author === author)
  if (!one) return undefined
  const marks = await openMarks(ctx, one.vault)
  const same = restore(one.subject, marks) === restore(subject, vault) && restore(one.text, marks) === restore(text, vault)
  return same ? one : undefined
}
