import { eq } from "drizzle-orm"
import { z } from "zod"
import { RolloutView } from "#schemas/proposal.ts"
import { rollouts } from "#schemas/tables/index.ts"
import { conflict } from "#workers/errors.ts"
import { mentions } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { kindOf, loadProposal, viewRollout } from "#workers/domain/proposal/index.ts"
import { subjectFigures } from "./figures.ts"

/** Puts an applied change under watch; null for one that shoppers do not see and that no figure can end. */
export const beginRollout = operation({
  name: "rollout.begin",
  about: "Begins to watch an applied change that shoppers see.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ proposalId: z.string().max(60) }),
  output: RolloutView.nullable(),
})(async (ctx, { proposalId }) => {
  const { kind, status, subject, kill } = await loadProposal(ctx, proposalId)
  if (status !== "applied") throw conflict(`Proposal ${proposalId} is ${status}; only an applied change is rolled out.`)
  if (!kindOf(kind).shown && !kill) return null
  const now = ctx.now()
  // One price for everybody at a time (docs/adr/0014-rollouts.md): the whole shop changes, and the watch is by time.
  const row = { id: ctx.id("rollout"), proposalId, subject, way: "time" as const, flag: null, percent: 100, status: "running" as const }
  try {
    await ctx.commit({
      writes: [ctx.db.insert(rollouts).values({ ...row, baseline: await subjectFigures(ctx, subject), startedAt: now, stepAt: now })],
      audit: { operation: "rollout.begin", subject: proposalId, detail: { way: row.way, percent: row.percent } },
    })
  } catch (error) {
    // It is watched already.
    if (!mentions(error, "UNIQUE")) throw error
  }
  const [made] = await ctx.db.select().from(rollouts).where(eq(rollouts.proposalId, proposalId))
  return made ? viewRollout(made) : null
})
