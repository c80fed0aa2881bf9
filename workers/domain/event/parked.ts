import { desc, isNotNull, lt, and } from "drizzle-orm"
import { z } from "zod"
import { events } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export const ParkedEvent = z
  .strictObject({
    id: z.string(),
    type: z.string(),
    subject: z.string(),
    attempts: z.int(),
    error: z.string().nullable(),
    at: z.iso.datetime(),
    parkedAt: z.iso.datetime(),
  })
  .meta({ id: "ParkedEvent" })

/** What the shop has given up on and a person has to look at. */
export const parkedEvents = operation({
  name: "event.parked",
  about: "Lists events whose reactions kept failing and that wait for an operator.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ cursor: z.string().max(60).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.strictObject({ items: z.array(ParkedEvent), nextCursor: z.string().nullable() }),
})(async (ctx, { cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(events)
    .where(and(isNotNull(events.parkedAt), cursor ? lt(events.id, cursor) : undefined))
    .orderBy(desc(events.id))
    .limit(limit + 1)
  return pageOf(rows, limit, ({ id, type, subject, attempts, error, at, parkedAt }) => ({
    id,
    type,
    subject,
    attempts,
    error,
    at: at.toISOString(),
    parkedAt: (parkedAt ?? at).toISOString(),
  }))
})
