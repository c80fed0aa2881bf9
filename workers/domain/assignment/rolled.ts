import { and, eq, inArray, sql } from "drizzle-orm"
import { z } from "zod"
import { Copy } from "#schemas/draft.ts"
import type { OrderArm, VisitorId } from "#schemas/experiment.ts"
import type { ProposalDiff } from "#schemas/proposal.ts"
import { proposals, rolloutCounts, rollouts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { flagValue } from "#workers/domain/flag/index.ts"
import type { Seen } from "./show.ts"

type Side = "control" | "treatment"
type Add = { visitors?: number; conversions?: number; refunds?: number }
export type Rolled = Seen & { percent: number }

/**
 * New words that are being rolled out, by product id: who is not in the flag's part yet is shown what stood there before. Who has no id
 * is in nobody's part.
 */
export async function rolledOut(ctx: Ctx, visitor: VisitorId, productIds: string[]): Promise<Map<string, Rolled>> {
  if (productIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: rollouts.id, subject: rollouts.subject, percent: rollouts.percent, flag: rollouts.flag, diff: proposals.diff })
    .from(rollouts)
    .innerJoin(proposals, eq(proposals.id, rollouts.proposalId))
    .where(and(eq(rollouts.status, "running"), eq(rollouts.way, "visitors"), inArray(rollouts.subject, productIds)))
  const seen = rows.map(async ({ id, subject, percent, flag, diff }) => {
    const inside = flag !== null && (await flagValue(ctx, flag, visitor ?? undefined)) === true
    const before = inside ? { copy: {}, cover: null } : standing(diff)
    return [subject, { experiment: id, arm: inside ? "treatment" : "control", ...before, percent }] as const
  })
  return new Map(await Promise.all(seen))
}

const Words = Copy.extend({ title: z.string() }).partial()

/** What stood there before: the words and the cover of who is not in the part yet. */
function standing(diff: ProposalDiff[]) {
  const { cover, ...words } = Object.fromEntries(diff.map(({ target, from }) => [target.replace("product.", ""), from]))
  const read = Words.safeParse(words)
  return { copy: read.success ? read.data : {}, cover: typeof cover === "string" ? cover : null }
}

/** Adds to the day's row of a side. */
export function rolledTally(ctx: Ctx, rolloutId: string, percent: number, side: string, add: Add): Write {
  const { visitors = 0, conversions = 0, refunds = 0 } = add
  const which: Side = side === "treatment" ? "treatment" : "control"
  return ctx.db
    .insert(rolloutCounts)
    .values({ rolloutId, day: ctx.now().toISOString().slice(0, 10), percent, side: which, visitors, conversions, refunds })
    .onConflictDoUpdate({
      target: [rolloutCounts.rolloutId, rolloutCounts.day, rolloutCounts.percent, rolloutCounts.side],
      set: {
        visitors: sql`${rolloutCounts.visitors} + excluded.visitors`,
        conversions: sql`${rolloutCounts.conversions} + excluded.conversions`,
        refunds: sql`${rolloutCounts.refunds} + excluded.refunds`,
      },
    })
}

/** The sides of a buyer, kept with the order like the arms of experiments; `unit` is the step that the order fell into. */
export async function rolledArms(ctx: Ctx, visitor: VisitorId, productIds: string[]): Promise<OrderArm[]> {
  if (visitor === null) return []
  const rolled = await rolledOut(ctx, visitor, productIds)
  return [...rolled].map(([productId, { experiment, arm, percent }]) => ({ experiment, arm, unit: String(percent), productId }))
}

/** An order's part in a rollout and not in an experiment. */
export const ofRollout = ({ experiment }: OrderArm): boolean => experiment.startsWith("rol_")
export const rolledCredit = (ctx: Ctx, { experiment, arm, unit }: OrderArm, add: Add): Write =>
  rolledTally(ctx, experiment, Number(unit), arm, add)
