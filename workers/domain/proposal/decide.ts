import { z } from "zod"
import { ProposalView } from "#schemas/proposal.ts"
import { AppError, conflict } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { viewProposal } from "./list.ts"
import { loadProposal } from "./load.ts"
import { settleVotes } from "./settle.ts"
import { castVote, mustBeOpen } from "./vote.ts"

/** An operator approves or rejects what was shown: the hash of the diff comes back from the page, and another diff is refused. */
export const decideProposal = operation({
  name: "proposal.decide",
  about: "Approves or rejects an open proposal; money takes a second yes.",
  scope: "write",
  approval: "person",
  input: z.strictObject({
    id: z.string().max(60),
    decision: z.enum(["approve", "reject"]),
    reason: z.string().trim().min(3).max(500),
    diffHash: z.string().max(64).describe("of the diff that was looked at"),
  }),
  output: ProposalView,
})(async (ctx, { id, decision, reason, diffHash }) => {
  const { kind, tainted } = ctx.actor
  if (tainted || (kind !== "operator" && kind !== "key")) throw new AppError("forbidden", "Proposals are approved and rejected by people.")
  const proposal = await loadProposal(ctx, id)
  if (proposal.author === ctx.actor.id) throw new AppError("forbidden", `You wrote proposal ${id}; somebody else decides on it.`)
  mustBeOpen(ctx, proposal)
  if (proposal.diffHash !== diffHash) throw conflict("The diff is not the one that you looked at; look again.")
  await castVote(ctx, proposal, { choice: decision === "approve" ? "for" : "against", reason })
  await settleVotes(ctx, id)
  return viewProposal(await loadProposal(ctx, id))
})
