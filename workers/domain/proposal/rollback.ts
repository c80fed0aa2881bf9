import { z } from "zod"
import { ProposalView } from "#schemas/proposal.ts"
import type { Ctx } from "#workers/context.ts"
import { conflict } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { pageOperator } from "#workers/domain/letter/index.ts"
import { mayCarry, move } from "./apply.ts"
import { carryOut } from "./carry.ts"
import { changeWrite } from "./change.ts"
import { viewProposal, type ProposalRow } from "./list.ts"
import { liveValues, loadProposal, movedFrom } from "./load.ts"

/** Puts back what an applied proposal changed, unless somebody has changed it again since. */
export const rollBackProposal = operation({
  name: "proposal.rollback",
  about: "Takes an applied change back, by the way back that was filed with it.",
  scope: "write",
  approval: "policy",
  input: z.strictObject({ id: z.string().max(60), reason: z.string().trim().min(3).max(500) }),
  output: ProposalView,
})(async (ctx, { id, reason }) => {
  const proposal = await loadProposal(ctx, id)
  mayCarry(ctx, proposal)
  const { status } = proposal
  if (status !== "applied") throw conflict(`Proposal ${id} is ${status}; only an applied one is rolled back.`)
  try {
    await putBack(ctx, proposal, reason)
  } catch (error) {
    await stuck(ctx, proposal, reason, error)
    throw error
  }
  return viewProposal(await loadProposal(ctx, id))
})

async function putBack(ctx: Ctx, proposal: ProposalRow, reason: string): Promise<void> {
  const { subject, undo, kind, why } = proposal
  if (!undo) throw conflict(`This change has no way back by code: ${proposal.rollback}`)
  const live = await liveValues(ctx, subject, undo)
  // Somebody put it back and died before it was written down; what is left is to write it down.
  const done = movedFrom(undo, live, "to").length === 0
  const moved = done ? [] : movedFrom(undo, live, "from")
  if (moved.length > 0) throw conflict(`It was changed again since: ${moved.join("; ")}. Nothing was put back.`)
  if (!done) await carryOut(ctx, kind, subject, undo, `Rolled back: ${reason}`)
  const before = done ? Object.fromEntries(undo.map(({ target, from }) => [target, from])) : live
  const after = await liveValues(ctx, subject, undo)
  const wrong = movedFrom(undo, after, "to")
  if (wrong.length > 0) throw conflict(`It was put back and is not as it was: ${wrong.join("; ")}.`)
  await move(
    ctx,
    proposal,
    "applied",
    { status: "rolled_back", why: [why, reason].filter(Boolean).join(" Rolled back: ") },
    await changeWrite(ctx, proposal, "rollback", before, after),
  )
}

/** What should be taken back and cannot be goes on doing harm until a person looks: one letter a proposal, unless somebody else took it back. */
async function stuck(ctx: Ctx, { id, summary, rollback }: ProposalRow, reason: string, error: unknown): Promise<void> {
  if ((await loadProposal(ctx, id)).status !== "applied") return
  const lines = [
    `It should be taken back: ${summary} The reason: ${reason}`,
    `That did not work: ${error instanceof Error ? error.message : String(error)}`,
    `Its way back: ${rollback}`,
  ]
  await pageOperator(ctx, { key: `rollback:${id}`, subject: "a change could not be taken back", lines, page: `/console/proposals/${id}` })
}
