import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { Dispute, DisputeStatus } from "#schemas/dispute.ts"
import { disputes } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export type DisputeRow = typeof disputes.$inferSelect

export const listDisputes = operation({
  name: "dispute.list",
  about: "Lists disputed payments, newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    status: DisputeStatus.optional(),
    orderId: z.string().max(60).optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(Dispute), nextCursor: z.string().nullable() }),
})(async (ctx, { status, orderId, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(disputes)
    .where(
      and(
        status ? eq(disputes.status, status) : undefined,
        orderId ? eq(disputes.orderId, orderId) : undefined,
        cursor ? lt(disputes.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(disputes.id))
    .limit(limit + 1)
  return pageOf(rows, limit, disputeView)
})

export const disputeView = (row: DisputeRow): Dispute => ({
  id: row.id,
  orderId: row.orderId,
  amount: { amount: row.amount, currency: row.currency },
  reason: row.reason,
  status: row.status,
  dueBy: row.dueBy?.toISOString() ?? null,
  answeredAt: row.answeredAt?.toISOString() ?? null,
  openedAt: row.openedAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
  evidence: row.evidence,
})
