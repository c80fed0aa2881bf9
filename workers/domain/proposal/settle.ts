import { and, eq } from "drizzle-orm"
import type { z } from "zod"
import { proposals } from "#schemas/tables/index.ts"
import type { Passing } from "#schemas/proposal.ts"
import { accountableFor, raci } from "#seeds/org/index.ts"
import { votePolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { LostRace } from "#workers/lib/db.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { electorate, kindOf } from "./kinds.ts"
import { laterAgain } from "./again.ts"
import { loadProposal, votesOn } from "./load.ts"
import { tally, type TallyInput } from "./rules/tally.ts"

/**
 * Counts what has been voted and writes down what that decides. Answers the proposal's state after it. `passing`: why the last voter's no
 * may be another one another day.
 */
export async function settleVotes(ctx: Ctx, id: string, passing: Passing[] | null = null): Promise<{ status: string; why: string }> {
  const [proposal, cast] = [await loadProposal(ctx, id), await votesOn(ctx, id)]
  if (proposal.status !== "open") return { status: proposal.status, why: proposal.why ?? "" }
  const { decision } = kindOf(proposal.kind)
  const given = {
    author: proposal.author,
    accountable: accountableFor(decision),
    electorate: electorate(proposal.kind, proposal.author),
    two: raci[decision].two,
    votes: cast.filter(({ diffHash }) => diffHash === proposal.diffHash).map(({ voter, choice }) => ({ voter, choice })),
    closed: proposal.closesAt !== null && proposal.closesAt <= ctx.now(),
    quorum: votePolicy.quorum,
  }
  const { outcome, why } = tally.decide(given)
  if (outcome === "open") return { status: "open", why }
  const decided = decideBy(ctx, { ...tally, decision }, given, { subject: id, why })
  const again = outcome === "rejected" ? forNow(ctx, given, passing) : null
  try {
    await ctx.commit({
      transition: ctx.db
        .update(proposals)
        .set({ status: outcome, why, passing: again, decidedAt: ctx.now() })
        .where(and(eq(proposals.id, id), eq(proposals.status, "open"))),
      writes: [decided.write],
      audit: { operation: "proposal.settle", subject: id, detail: { outcome, why } },
    })
  } catch (error) {
    // Another vote was counted at the same time, with the same outcome.
    if (!(error instanceof LostRace)) throw error
  }
  return { status: outcome, why }
}

/** A person's no is for good, and so is a guardrail's for good; a vote that nobody carried in time is held again after some days. */
function forNow(ctx: Ctx, { votes, closed }: z.input<typeof TallyInput>, passing: Passing[] | null): Passing[] | null {
  const no = votes.filter(({ choice }) => choice === "against")
  if (no.some(({ voter }) => !voter.startsWith("agent:"))) return null
  return passing ?? (closed ? laterAgain(ctx) : null)
}
