import type { FieldProblem } from "#schemas/sync.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import type { ListingRow } from "#workers/domain/listing/index.ts"
import { fileProposal } from "#workers/domain/proposal/index.ts"

export const runner = "agent:listing-runner"

/** A listing that cannot or may not be healed becomes a question to people. */
export const proposeHealing = (ctx: Ctx, { id, productId, channel }: ListingRow, problems: FieldProblem[], writes: Write[] = []) =>
  fileProposal(
    ctx,
    runner,
    {
      kind: "listing-drift",
      subject: productId,
      summary: `On ${channel} the listing does not become what our shop says: ${problems[0]?.message ?? "unknown"}`.slice(0, 300),
      diff: problems.map(({ field, message, fix }) => ({ target: `${channel}.${id}.${field}`, from: message, to: fix })),
      predicted: { metric: "listings as ordered", change: 1, because: "It is the only thing that keeps this listing from its order." },
      killCriterion: "Drop it when the next sync finds the listing as ordered.",
      rollback: "Nothing was changed; the listing stays as the channel shows it.",
    },
    writes,
  )
