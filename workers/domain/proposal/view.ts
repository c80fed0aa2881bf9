import { asc, eq } from "drizzle-orm"
import { z } from "zod"
import { DecisionType, DirectorKey } from "#schemas/org.ts"
import { ChangeView, ProposalView, RolloutView, VoteView } from "#schemas/proposal.ts"
import { changes, rollouts } from "#schemas/tables/index.ts"
import { raci } from "#seeds/org/index.ts"
import { operation } from "#workers/operation.ts"
import { carriedOut } from "./carry.ts"
import { electorate, kindOf } from "./kinds.ts"
import { viewProposal } from "./list.ts"
import { loadProposal, votesOn } from "./load.ts"

export const viewOneProposal = operation({
  name: "proposal.view",
  about: "Shows a proposal with its votes, what was changed by it and how far it is rolled out.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({
    proposal: ProposalView,
    decision: DecisionType,
    accountable: DirectorKey,
    electorate: z.array(DirectorKey).describe("the directors who may vote"),
    two: z.boolean().describe("money: the accountable director and a second yes"),
    byCode: z.boolean().describe("false: people carry it out"),
    votes: z.array(VoteView),
    changes: z.array(ChangeView),
    rollout: RolloutView.nullable(),
  }),
})(async (ctx, { id }) => {
  const proposal = await loadProposal(ctx, id)
  const { decision } = kindOf(proposal.kind)
  const [cast, made, [rollout]] = await Promise.all([
    votesOn(ctx, id),
    ctx.db.select().from(changes).where(eq(changes.proposalId, id)).orderBy(asc(changes.version)),
    ctx.db.select().from(rollouts).where(eq(rollouts.proposalId, id)),
  ])
  return {
    proposal: viewProposal(proposal),
    decision,
    accountable: raci[decision].accountable,
    electorate: electorate(proposal.kind, proposal.author),
    two: raci[decision].two,
    byCode: carriedOut(proposal.kind),
    votes: cast.map(({ voter, choice, reason, at }) => ({ voter, choice, reason, at: at.toISOString() })),
    changes: made.map(({ proposalId: _proposal, subject: _subject, diffHash: _diff, at, ...row }) => ({ ...row, at: at.toISOString() })),
    rollout: rollout ? viewRollout(rollout) : null,
  }
})

export function viewRollout({ baseline: _baseline, stepAt, startedAt, endedAt, ...row }: typeof rollouts.$inferSelect) {
  return { ...row, stepAt: stepAt.toISOString(), startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null }
}
