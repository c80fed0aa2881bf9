import { and, eq, gt, isNull, or, sql } from "drizzle-orm"
import { z } from "zod"
import { DirectorKey } from "#schemas/org.ts"
import { ProposalStatus, type Passing } from "#schemas/proposal.ts"
import { proposals, votes } from "#schemas/tables/index.ts"
import { agentOf } from "#seeds/org/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, conflict } from "#workers/errors.ts"
import { LostRace, mentions, type Write } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { goalStates } from "#workers/domain/goal/index.ts"
import { laterAgain } from "./again.ts"
import { refusalsOf } from "./guard.ts"
import { electorate, kindOf } from "./kinds.ts"
import type { ProposalRow } from "./list.ts"
import { loadProposal } from "./load.ts"
import { goalBehind, opinion } from "./rules/opinion.ts"
import { settleVotes } from "./settle.ts"

/** The acting director votes, by its rule over guardrails and its own goals. A vote is final; the author has none, and after the close nobody has. */
export const voteOnProposal = operation({
  name: "proposal.vote",
  about: "Casts the acting director's vote on an open proposal, with its reason.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({ choice: z.enum(["for", "against", "abstain"]), reason: z.string(), status: ProposalStatus }),
})(async (ctx, { id }) => {
  const proposal = await loadProposal(ctx, id)
  const director = voter(ctx, proposal)
  mustBeOpen(ctx, proposal)
  const { refusals, input, passing } = await refusalsOf(ctx, proposal)
  const given = {
    director,
    kind: input.kind,
    diff: proposal.diff,
    predicted: proposal.predicted,
    refusals,
    goals: await goalStates(ctx, director),
  }
  const asked = opinion.input.parse(given)
  const { choice, reason } = opinion.decide(asked)
  const goal = goalBehind(asked)
  const state = goal && given.goals[goal]
  const { decision } = kindOf(proposal.kind)
  const decided = decideBy(ctx, { ...opinion, decision }, given, { subject: id, why: `${director}: ${choice}. ${reason}` })
  await castVote(ctx, proposal, { choice, reason }, [decided.write])
  const own: Passing[] | null = goal && state ? [{ by: "goal", director, goal, state }] : passing
  // Who has no objection of its own knows of none that is for good: what others said no to before has gone already, or is theirs.
  const { status } = await settleVotes(ctx, id, choice === "against" ? own : laterAgain(ctx))
  return { choice, reason, status: ProposalStatus.parse(status) }
})

function voter(ctx: Ctx, { kind, author, id }: ProposalRow): DirectorKey {
  if (ctx.actor.id === author) throw new AppError("forbidden", `${author} wrote proposal ${id} and does not vote on it.`)
  const key = DirectorKey.safeParse(agentOf(ctx.actor.id))
  if (ctx.actor.kind !== "agent" || !key.success) throw new AppError("forbidden", "Directors vote; people approve or reject.")
  if (!electorate(kind, author).includes(key.data))
    throw new AppError("forbidden", `${key.data} neither answers for a ${kind} nor is consulted on it.`)
  return key.data
}

export function mustBeOpen(ctx: Ctx, { id, status, closesAt }: ProposalRow): void {
  if (status !== "open") throw conflict(`Proposal ${id} is ${status}; the vote is over.`)
  if (closesAt && closesAt <= ctx.now()) throw conflict(`The vote on ${id} closed at ${closesAt.toISOString()}.`)
}

/** One vote a voter, in the same batch as the check that the vote is still open. */
export async function castVote(
  ctx: Ctx,
  { id, diffHash }: ProposalRow,
  vote: { choice: "for" | "against" | "abstain"; reason: string },
  writes: Write[] = [],
): Promise<void> {
  const now = ctx.now()
  const open = and(eq(proposals.id, id), eq(proposals.status, "open"), or(isNull(proposals.closesAt), gt(proposals.closesAt, now)))
  try {
    await ctx.commit({
      transition: ctx.db
        .update(proposals)
        .set({ status: sql`${proposals.status}` })
        .where(open),
      writes: [ctx.db.insert(votes).values({ proposalId: id, voter: ctx.actor.id, ...vote, diffHash, at: now }), ...writes],
      audit: { operation: "proposal.vote", subject: id, detail: vote },
    })
  } catch (error) {
    if (error instanceof LostRace) throw conflict(`The vote on ${id} is over.`)
    if (mentions(error, "UNIQUE")) throw conflict(`${ctx.actor.id} has voted on ${id} already.`)
    throw error
  }
}
