import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { proposals } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export const ProposalView = z.strictObject({
  id: z.string(),
  author: z.string(),
  kind: z.string(),
  subject: z.string(),
  summary: z.string(),
  diff: z.array(z.strictObject({ target: z.string(), from: z.unknown(), to: z.unknown() })),
  predicted: z.strictObject({ metric: z.string(), change: z.number(), because: z.string() }),
  killCriterion: z.string(),
  rollback: z.string(),
  status: z.enum(["open", "accepted", "rejected", "stale"]),
  createdAt: z.iso.datetime(),
})

export const listProposals = operation({
  name: "proposal.list",
  about: "Lists the changes that agents propose.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    status: ProposalView.shape.status.optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(ProposalView), nextCursor: z.string().nullable() }),
})(async (ctx, { status, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(proposals)
    .where(and(status ? eq(proposals.status, status) : undefined, cursor ? lt(proposals.id, cursor) : undefined))
    .orderBy(desc(proposals.id))
    .limit(limit + 1)
  return pageOf(rows, limit, ({ diffHash: _hash, decidedAt: _decided, createdAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
  }))
})
