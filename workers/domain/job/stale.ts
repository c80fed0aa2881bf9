import { and, eq, inArray, lt, sql } from "drizzle-orm"
import { jobs } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { mostRestarts } from "./rules.ts"

/** Runs whose heartbeat is older than `ms`; claimed here, so that two sweeps do not restart the same one. */
export async function claimStaleJobs(ctx: Ctx, ms: number): Promise<string[]> {
  const before = new Date(ctx.now().getTime() - ms)
  const claimed = await ctx.db
    .update(jobs)
    .set({ heartbeatAt: ctx.now(), restarts: sql`${jobs.restarts} + 1` })
    .where(and(inArray(jobs.status, ["queued", "running"]), lt(jobs.heartbeatAt, before), lt(jobs.restarts, mostRestarts)))
    .returning({ id: jobs.id })
  await ctx.db
    .update(jobs)
    .set({ status: "failed", error: `It died ${mostRestarts} times and was given up.`, finishedAt: ctx.now() })
    .where(and(inArray(jobs.status, ["queued", "running"]), lt(jobs.heartbeatAt, before), eq(jobs.restarts, mostRestarts)))
  return claimed.map(({ id }) => id)
}

/** After a kill of the whole process every run counts as dead, whatever its heartbeat says. */
export async function forgetHeartbeats(ctx: Ctx): Promise<void> {
  await ctx.db
    .update(jobs)
    .set({ heartbeatAt: new Date(0) })
    .where(inArray(jobs.status, ["queued", "running"]))
}
