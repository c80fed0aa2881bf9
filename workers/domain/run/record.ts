import { and, eq } from "drizzle-orm"
import { jobRuns } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

/** Claims a scheduled run by its date key; false when it was claimed before, so that a cron that fires twice runs once. */
export async function claimRun(ctx: Ctx, name: string, dateKey: string): Promise<boolean> {
  const claimed = await ctx.db
    .insert(jobRuns)
    .values({ name, dateKey, startedAt: ctx.now() })
    .onConflictDoNothing()
    .returning({ name: jobRuns.name })
  return claimed.length === 1
}

export async function finishRun(ctx: Ctx, name: string, dateKey: string, ok: boolean, result: string): Promise<void> {
  await ctx.db
    .update(jobRuns)
    .set({ finishedAt: ctx.now(), ok, result: result.slice(0, 500) })
    .where(and(eq(jobRuns.name, name), eq(jobRuns.dateKey, dateKey)))
}
