import { and, eq, gt, lt, sql } from "drizzle-orm"
import { jobs } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

const mostTries = 3
const day = 86_400_000
const restMs = 10 * 60_000

/**
 * Runs that failed while making their files, claimed to be run again: the effect log gives back what was made, so only what is missing is
 * made. Three times within a day, then a person has to look.
 */
export async function claimFailedRenders(ctx: Ctx): Promise<string[]> {
  const now = ctx.now().getTime()
  const claimed = await ctx.db
    .update(jobs)
    .set({ status: "queued", error: null, finishedAt: null, heartbeatAt: ctx.now(), restarts: sql`${jobs.restarts} + 1` })
    .where(
      and(
        eq(jobs.status, "failed"),
        eq(jobs.stage, "forge"),
        lt(jobs.restarts, mostTries),
        gt(jobs.createdAt, new Date(now - day)),
        lt(jobs.finishedAt, new Date(now - restMs)),
      ),
    )
    .returning({ id: jobs.id })
  return claimed.map(({ id }) => id)
}
