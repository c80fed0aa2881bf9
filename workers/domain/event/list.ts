import { and, asc, desc, eq, gt, lt } from "drizzle-orm"
import { z } from "zod"
import { CloudEvent, type EventType } from "#schemas/event.ts"
import { events } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export type EventRow = typeof events.$inferSelect

export const cloudEvent = (ctx: Ctx, row: EventRow): CloudEvent => ({
  specversion: "1.0",
  id: row.id,
  source: ctx.settings.PUBLIC_URL,
  type: row.type,
  subject: row.subject,
  time: row.at.toISOString(),
  datacontenttype: "application/json",
  sequence: row.sequence,
  data: row.data,
})

export const listEvents = operation({
  name: "event.list",
  about: "Reads events in their order, from a cursor on: the way to replay them.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    type: CloudEvent.shape.type.optional(),
    subject: z.string().max(60).optional(),
    after: z.string().max(60).optional().describe("id of the last event seen"),
    order: z.enum(["oldest", "newest"]).default("oldest").describe("oldest first to replay, newest first to look"),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.strictObject({ items: z.array(CloudEvent), nextCursor: z.string().nullable() }),
})(async (ctx, { type, subject, after, order, limit }) => {
  const rows = await ctx.db
    .select()
    .from(events)
    .where(
      and(
        type ? eq(events.type, type satisfies EventType) : undefined,
        subject ? eq(events.subject, subject) : undefined,
        after ? (order === "newest" ? lt : gt)(events.id, after) : undefined,
      ),
    )
    .orderBy((order === "newest" ? desc : asc)(events.id))
    .limit(limit + 1)
  return pageOf(rows, limit, (row) => cloudEvent(ctx, row))
})
