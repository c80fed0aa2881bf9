import type { FieldProblem } from "#schemas/sync.ts"
import type { ProposalDiff } from "#schemas/proposal.ts"
import { proposals } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { mentions, type Write } from "#workers/lib/db.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import type { ListingRow } from "#workers/domain/listing/index.ts"

type Asked = {
  kind: string
  subject: string
  summary: string
  diff: ProposalDiff[]
  predicted: { metric: string; change: number; because: string }
  killCriterion: string
  rollback: string
}

/** Files a typed proposal, with other writes in its batch; the same proposal is filed once. False when it was there. */
export async function fileProposal(ctx: Ctx, asked: Asked, writes: Write[] = []): Promise<boolean> {
  const [id, author, diffHash] = [ctx.id("proposal"), "agent:listing-runner", await sha256(canonical(asked.diff))]
  const { kind, summary, subject } = asked
  try {
    await ctx.commit({
      writes: [ctx.db.insert(proposals).values({ ...asked, id, author, diffHash, status: "open", createdAt: ctx.now() }), ...writes],
      audit: { operation: "proposal.file", subject, detail: { id, kind } },
      events: [{ type: "agent.proposal", subject, data: { proposalId: id, author, kind, summary, diffHash } }],
    })
    return true
  } catch (error) {
    if (!mentions(error, "UNIQUE")) throw error
    return false
  }
}

/** A listing that cannot or may not be healed becomes a question to people. */
export const proposeHealing = (ctx: Ctx, { id, productId, channel }: ListingRow, problems: FieldProblem[]): Promise<boolean> =>
  fileProposal(ctx, {
    kind: "listing-drift",
    subject: productId,
    summary: `On ${channel} the listing does not become what our shop says: ${problems[0]?.message ?? "unknown"}`.slice(0, 300),
    diff: problems.map(({ field, message, fix }) => ({ target: `${channel}.${id}.${field}`, from: message, to: fix })),
    predicted: { metric: "listings as ordered", change: 1, because: "It is the only thing that keeps this listing from its order." },
    killCriterion: "Drop it when the next sync finds the listing as ordered.",
    rollback: "Nothing was changed; the listing stays as the channel shows it.",
  })
