import { diffOf, type KillCriterion, type ProposalDiff, type ProposalKind } from "#schemas/proposal.ts"
import { proposals } from "#schemas/tables/index.ts"
import { votePolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { mentions, type Write } from "#workers/lib/db.ts"
import { invalidInput } from "#workers/operation.ts"
import { stillRefused } from "./again.ts"
import { hashOf } from "./load.ts"

export type Asked = {
  kind: ProposalKind
  subject: string
  summary: string
  diff: ProposalDiff[]
  predicted: { metric: string; change: number; because: string }
  killCriterion: string
  kill?: KillCriterion
  rollback: string
  undo?: ProposalDiff[]
  /** The experiment that it follows from. */
  source?: string
}

/** Files a typed proposal with its event and opens the vote; the same proposal is filed once. Null when it was there, or was refused for a reason that stands still. Throws on a diff that its kind may not have. */
export async function fileProposal(
  ctx: Ctx,
  author: string,
  asked: Asked,
  writes: Write[] = [],
  id = ctx.id("proposal"),
): Promise<string | null> {
  const typed = diffOf[asked.kind].safeParse(asked.diff)
  if (!typed.success) throw invalidInput(typed.error)
  const [diffHash, createdAt] = [await hashOf(asked.diff), ctx.now()]
  const { kind, subject } = asked
  const refused = await stillRefused(ctx, { ...asked, diffHash })
  if (refused) {
    ctx.log("proposal.not_filed", { kind, subject, why: refused })
    return null
  }
  const summary = asked.summary.slice(0, 500)
  const closesAt = new Date(createdAt.getTime() + votePolicy.openHours * 3_600_000)
  const row = { ...asked, summary, id, author, diffHash, status: "open" as const, createdAt, closesAt }
  try {
    await ctx.commit({
      writes: [ctx.db.insert(proposals).values(row), ...writes],
      audit: { operation: "proposal.file", subject, detail: { id, kind, author } },
      events: [{ type: "agent.proposal", subject, data: { proposalId: id, author, kind, summary, diffHash } }],
    })
    return id
  } catch (error) {
    // Filed by another run between the look and the write.
    if (!mentions(error, "UNIQUE")) throw error
    return null
  }
}

/** The way back of values that can be put back. */
export const reversed = (diff: ProposalDiff[]): ProposalDiff[] => diff.map(({ target, from, to }) => ({ target, from: to, to: from }))
