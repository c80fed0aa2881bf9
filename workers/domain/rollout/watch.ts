import { and, asc, eq } from "drizzle-orm"
import { z } from "zod"
import { rolloutCounts, rollouts } from "#schemas/tables/index.ts"
import { accountableFor } from "#seeds/org/index.ts"
import { rolloutPolicy } from "#seeds/policies/index.ts"
import { agent, type Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { LostRace, type Write } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { flagRemoval, flagWrite } from "#workers/domain/flag/index.ts"
import { kindOf, loadProposal, proposal } from "#workers/domain/proposal/index.ts"
import { killFigure } from "./figures.ts"
import { watchRollout, type StepDay } from "./rules/watch.ts"

type Row = typeof rollouts.$inferSelect
const hourMs = 3_600_000

/** Looks at every running rollout: steps on, holds, finishes or takes back, as the rule says. */
export const watchRollouts = operation({
  name: "rollout.watch",
  about: "Steps every running rollout on, or takes it back by its kill criterion.",
  scope: "write",
  approval: "policy",
  decision: "rollout.step",
  input: z.strictObject({}),
  output: z.strictObject({ held: z.int(), stepped: z.int(), finished: z.int(), rolledBack: z.array(z.string()) }),
})(async (ctx) => {
  const running = await ctx.db.select().from(rollouts).where(eq(rollouts.status, "running")).orderBy(asc(rollouts.id)).limit(100)
  const sum = { held: 0, stepped: 0, finished: 0, rolledBack: [] as string[] }
  const failed: unknown[] = []
  for (const row of running) {
    const action = await lookAt(ctx, row).catch((error: unknown) => {
      ctx.log("rollout.unwatched", { proposal: row.proposalId, error: String(error) })
      failed.push(error)
      return "hold" as const
    })
    if (action === "hold") sum.held++
    if (action === "step") sum.stepped++
    if (action === "finish") sum.finished++
    if (action === "roll back") sum.rolledBack.push(row.proposalId)
  }
  // One that cannot be looked at keeps the job from ending well, and none of the others from being looked at.
  if (failed.length > 0) throw failed[0]
  return sum
})

async function lookAt(ctx: Ctx, row: Row) {
  const { kill, kind, status } = await loadProposal(ctx, row.proposalId)
  if (status === "applying") return "hold" as const
  // Somebody has taken the change back by hand.
  if (status === "rolled_back") return end(ctx, row, "rolled_back", "It was rolled back by hand.", [])
  const days = (ctx.now().getTime() - row.startedAt.getTime()) / (24 * hourMs)
  const given = {
    way: row.way,
    percent: row.percent,
    hoursInStep: (ctx.now().getTime() - row.stepAt.getTime()) / hourMs,
    days: await countsOf(ctx, row.id),
    kill,
    figure: kill && (await killFigure(ctx, kill, row, days)),
    daysSinceStart: days,
    policy: rolloutPolicy,
  }
  const verdict = watchRollout.decide(given)
  const { action, why, percent } = verdict
  // Holding is no decision worth a row an hour; the next look says it again.
  if (action === "hold") return action
  const { write } = decideBy(ctx, watchRollout, given, { subject: row.proposalId, why })
  if (action === "finish") return end(ctx, row, "done", why, [write])
  if (action === "step") return step(ctx, row, percent, why, [write])
  return takeBack(ctx, row, kind, why, write)
}

async function takeBack(ctx: Ctx, row: Row, kind: string, why: string, write: Write) {
  try {
    // Who answers for the change takes it back; who answers for rollouts has decided that.
    await proposal.rollback(ctx.as(agent(accountableFor(kindOf(kind).decision))), { id: row.proposalId, reason: why })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // Of two who take it back at once one comes late, and finds it taken back.
    if ((await loadProposal(ctx, row.proposalId)).status === "rolled_back") return end(ctx, row, "rolled_back", why, [write])
    return end(ctx, row, "done", `It should have been rolled back (${why}) and could not be: ${error.message}`, [write])
  }
  return end(ctx, row, "rolled_back", why, [write])
}

async function step(ctx: Ctx, { id, flag, proposalId }: Row, percent: number, why: string, writes: Write[]) {
  const shown = flag ? [flagWrite(ctx, flag, true, why, percent)] : []
  await change(ctx, id, { percent, why, stepAt: ctx.now() }, proposalId, [...writes, ...shown])
  return "step" as const
}

async function end(ctx: Ctx, { id, flag, proposalId }: Row, status: "done" | "rolled_back", why: string, writes: Write[]) {
  await change(ctx, id, { status, why, endedAt: ctx.now() }, proposalId, [...writes, ...(flag ? [flagRemoval(ctx, flag)] : [])])
  return status === "done" ? ("finish" as const) : ("roll back" as const)
}

async function change(ctx: Ctx, id: string, set: Partial<Row>, subject: string, writes: Write[]): Promise<void> {
  try {
    await ctx.commit({
      transition: ctx.db
        .update(rollouts)
        .set(set)
        .where(and(eq(rollouts.id, id), eq(rollouts.status, "running"))),
      writes,
      audit: { operation: "rollout.change", subject, detail: { status: set.status, percent: set.percent, why: set.why } },
    })
  } catch (error) {
    // Another look was first, with the same verdict.
    if (!(error instanceof LostRace)) throw error
  }
}

async function countsOf(ctx: Ctx, id: string): Promise<z.infer<typeof StepDay>[]> {
  const rows = await ctx.db
    .select()
    .from(rolloutCounts)
    .where(eq(rolloutCounts.rolloutId, id))
    .orderBy(asc(rolloutCounts.day), asc(rolloutCounts.percent))
  const nobody = { visitors: 0, conversions: 0, refunds: 0 }
  const days = new Map<string, z.infer<typeof StepDay>>()
  for (const { day, percent, side, visitors, conversions, refunds } of rows) {
    const before = days.get(`${day} ${percent}`) ?? { day, percent, control: nobody, treatment: nobody }
    days.set(`${day} ${percent}`, { ...before, [side]: { visitors, conversions, refunds } })
  }
  return [...days.values()]
}
