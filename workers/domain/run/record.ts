import { and, eq, isNull, sql } from "drizzle-orm"
import { jobRuns } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { mostAttempts, retryAfterMs } from "./rules.ts"

/** `running`: another run of this job is under way; `done`: this date key has been run. */
export type Claim = { attempt: number } | { refused: "running" | "done" }

/** Rows from before leases count as dead after a quarter of an hour. */
const leaseEnd = sql`coalesce(lease_until, started_at + 900000)`

/**
 * Claims a scheduled run by its date key, in one statement: a cron that fires twice runs once, two runs of one job never overlap, and a run
 * whose host died, or that failed and is due again, is taken over.
 */
export async function claimRun(ctx: Ctx, name: string, dateKey: string, dueAt: Date | null, leaseMs: number): Promise<Claim> {
  const now = ctx.now().getTime()
  const claimed = await ctx.db.all<{ attempts: number }>(sql`
    INSERT INTO job_runs (name, date_key, started_at, due_at, attempts, lease_until)
    SELECT ${name}, ${dateKey}, ${now}, ${dueAt?.getTime() ?? null}, 1, ${now + leaseMs}
    WHERE NOT EXISTS (SELECT 1 FROM job_runs WHERE name = ${name} AND finished_at IS NULL AND ${leaseEnd} > ${now})
    ON CONFLICT (name, date_key) DO UPDATE
    SET started_at = excluded.started_at, lease_until = excluded.lease_until, attempts = job_runs.attempts + 1,
      finished_at = NULL, ok = NULL, result = NULL, retry_at = NULL
    WHERE job_runs.finished_at IS NULL OR (job_runs.ok = 0 AND job_runs.retry_at <= ${now})
    RETURNING attempts`)
  const [mine] = claimed
  if (mine) return { attempt: mine.attempts }
  const [known] = await ctx.db.select().from(jobRuns).where(keyOf(name, dateKey))
  return { refused: known?.finishedAt ? "done" : "running" }
}

export type End = { ok: boolean; result: string; ms: number; rows: { read: number; written: number } }

/** Ends an attempt and gives its claim back. False when the attempt had been taken over: then nothing is written. */
export async function finishRun(ctx: Ctx, name: string, dateKey: string, attempt: number, end: End, before?: Date): Promise<boolean> {
  const now = ctx.now()
  const again = end.ok || !before ? null : new Date(now.getTime() + retryAfterMs(attempt))
  const ended = await ctx.db
    .update(jobRuns)
    .set({
      finishedAt: now,
      ok: end.ok,
      result: end.result.slice(0, 500),
      ms: end.ms,
      rowsRead: end.rows.read,
      rowsWritten: end.rows.written,
      leaseUntil: null,
      // The next firing does the same work; before it a second try is worth something.
      retryAt: again && before && again < before && attempt < mostAttempts ? again : null,
    })
    .where(and(keyOf(name, dateKey), eq(jobRuns.attempts, attempt), isNull(jobRuns.finishedAt)))
    .returning({ name: jobRuns.name })
  return ended.length === 1
}

export const keyOf = (name: string, dateKey: string) => and(eq(jobRuns.name, name), eq(jobRuns.dateKey, dateKey))
