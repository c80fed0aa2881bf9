import { and, eq } from "drizzle-orm"
import { products, rollouts } from "#schemas/tables/index.ts"
import { rolloutPolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { flagRemoval, flagWrite, rolloutFlag } from "#workers/domain/flag/index.ts"
import { kindOf } from "./kinds.ts"
import type { ProposalRow } from "./list.ts"

/**
 * The writes that put a change under watch before it is carried out; none for one that shoppers do not see and that no figure can end.
 * Words go to a part of the visitors first, behind a flag. A price changes for everybody at once (docs/adr/0014-rollouts.md).
 */
export async function rolloutWrites(ctx: Ctx, { id, kind, subject, kill }: ProposalRow): Promise<Write[]> {
  if (kind === "experiment" || (!kindOf(kind).shown && !kill)) return []
  const stepped = kind === "words"
  const [row] = await ctx.db.select({ metrics: products.metrics }).from(products).where(eq(products.id, subject))
  const { views = null, orders = null, revenue = null, refunds = null } = row?.metrics ?? {}
  const percent = stepped ? (rolloutPolicy.steps[0] ?? 100) : 100
  const now = ctx.now()
  const made = {
    id: ctx.id("rollout"),
    proposalId: id,
    subject,
    way: stepped ? ("visitors" as const) : ("time" as const),
    flag: stepped ? rolloutFlag(id) : null,
    percent,
    status: "running" as const,
    baseline: { views, orders, revenue, refunds },
    stepAt: now,
    startedAt: now,
  }
  const flag = made.flag ? [flagWrite(ctx, made.flag, true, `First step of ${id}.`, percent)] : []
  return [ctx.db.insert(rollouts).values(made).onConflictDoNothing(), ...flag]
}

/** Ends the watch of a change that could not be carried out, and its flag. */
export const rolloutEnds = (ctx: Ctx, proposalId: string, why: string): Write[] => [
  ctx.db
    .update(rollouts)
    .set({ status: "rolled_back", why, endedAt: ctx.now() })
    .where(and(eq(rollouts.proposalId, proposalId), eq(rollouts.status, "running"))),
  flagRemoval(ctx, rolloutFlag(proposalId)),
]
