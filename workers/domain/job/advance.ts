import { and, eq, sql } from "drizzle-orm"
import { effects, jobs } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { JobRow } from "./view.ts"

type Progress = { status?: JobRow["status"]; stage?: string; artifacts?: Record<string, unknown>; error?: string | null }

/** Moves a run on: status, stage, artifacts (merged), and its heartbeat. */
export async function advanceJob(ctx: Ctx, id: string, { status, stage, artifacts, error }: Progress): Promise<void> {
  const now = ctx.now()
  const ended = status === "done" || status === "failed" || status === "cancelled"
  await ctx.db
    .update(jobs)
    .set({
      heartbeatAt: now,
      ...(status ? { status } : {}),
      ...(stage ? { stage } : {}),
      ...(error === undefined ? {} : { error }),
      ...(artifacts ? { artifacts: sql`json_patch(${jobs.artifacts}, ${JSON.stringify(artifacts)})` } : {}),
      ...(ended ? { finishedAt: now } : {}),
    })
    .where(eq(jobs.id, id))
}

/**
 * Runs `make` once for (run, step, n). A second call, after a crash or a retry, returns what the first one answered;
 * so a step may be run again without a second effect. The result must be plain JSON.
 */
export async function effect<T>(ctx: Ctx, run: string, step: string, n: number, make: () => Promise<T>): Promise<T> {
  const [done] = await ctx.db
    .select({ result: effects.result })
    .from(effects)
    .where(and(eq(effects.run, run), eq(effects.step, step), eq(effects.n, n)))
  if (done) return done.result as T
  const result = await make()
  await ctx.db.insert(effects).values({ run, step, n, result, at: ctx.now() }).onConflictDoNothing()
  return result
}
