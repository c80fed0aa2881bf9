import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { tickets } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export const TicketView = z.strictObject({
  id: z.string(),
  status: z.enum(["answered", "waiting", "closed"]),
  question: z.string(),
  email: z.string().nullable(),
  orderId: z.string().nullable(),
  answer: z.string(),
  answeredBy: z.string(),
  createdAt: z.iso.datetime(),
})

export const listTickets = operation({
  name: "ticket.list",
  about: "Lists support questions, newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    status: TicketView.shape.status.optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(TicketView), nextCursor: z.string().nullable() }),
})(async (ctx, { status, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(tickets)
    .where(and(status ? eq(tickets.status, status) : undefined, cursor ? lt(tickets.id, cursor) : undefined))
    .orderBy(desc(tickets.id))
    .limit(limit + 1)
  return pageOf(rows, limit, ({ id, status: state, question, email, orderId, answer, answeredBy, createdAt }) => ({
    id,
    status: state,
    question,
    email,
    orderId,
    answer,
    answeredBy,
    createdAt: createdAt.toISOString(),
  }))
})
