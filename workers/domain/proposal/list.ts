import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { ProposalStatus, ProposalView } from "#schemas/proposal.ts"
import { proposals } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export type ProposalRow = typeof proposals.$inferSelect

export const viewProposal = ({ decidedAt: _decided, createdAt, closesAt, appliedAt, ...row }: ProposalRow) => ({
  ...row,
  closesAt: closesAt?.toISOString() ?? null,
  appliedAt: appliedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})

export const listProposals = operation({
  name: "proposal.list",
  about: "Lists the changes that agents propose.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    status: ProposalStatus.optional(),
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
  return pageOf(rows, limit, viewProposal)
})
