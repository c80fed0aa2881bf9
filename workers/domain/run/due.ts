import { and, eq, gt, isNotNull, isNull, lte, or, sql } from "drizzle-orm"
import { jobRuns, shopFacts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { mostAttempts } from "./rules.ts"

const fact = "jobs:since"

/**
 * The last firing for which each job ran. A job that never did counts from when the shop first heard of it, so that a first night that
 * was missed shows, and nights from before the job existed do not.
 */
export async function lastFirings(ctx: Ctx, names: readonly string[]): Promise<Map<string, Date>> {
  const [kept] = await ctx.db.select().from(shopFacts).where(eq(shopFacts.name, fact))
  const since: Record<string, string> = kept ? JSON.parse(kept.value) : {}
  const fresh = names.filter((name) => !since[name])
  if (fresh.length > 0) {
    for (const name of fresh) since[name] = ctx.now().toISOString()
    const value = JSON.stringify(since)
    await ctx.db.insert(shopFacts).values({ name: fact, value }).onConflictDoUpdate({ target: shopFacts.name, set: { value } })
  }
  const rows = await ctx.db.all<{ name: string; due: number | null }>(sql`
    SELECT value AS name, (SELECT max(due_at) FROM (
      SELECT due_at FROM job_runs WHERE name = value AND due_at IS NOT NULL ORDER BY started_at DESC LIMIT 8
    )) AS due FROM json_each(${JSON.stringify(names)})`)
  return new Map(rows.map(({ name, due }) => [name, new Date(Math.max(due ?? 0, Date.parse(since[name] ?? "")))]))
}

const dead = (now: Date) => and(isNull(jobRuns.finishedAt), lte(sql`coalesce(lease_until, started_at + 900000)`, now.getTime()))

/** Ends the runs whose host died too often, with the reason, and says which they are. */
export async function giveUpRuns(ctx: Ctx): Promise<{ name: string; dateKey: string; result: string }[]> {
  const now = ctx.now()
  const result = `Its host died ${mostAttempts} times; it was given up.`
  const ended = await ctx.db
    .update(jobRuns)
    .set({ finishedAt: now, ok: false, result, leaseUntil: null })
    .where(and(dead(now), sql`${jobRuns.attempts} >= ${mostAttempts}`))
    .returning({ name: jobRuns.name, dateKey: jobRuns.dateKey })
  return ended.map((run) => ({ ...run, result }))
}

/** Runs whose host died, and failed ones that are to be tried again now. */
export async function brokenRuns(ctx: Ctx): Promise<{ name: string; dateKey: string; dueAt: Date | null }[]> {
  const now = ctx.now()
  return ctx.db
    .select({ name: jobRuns.name, dateKey: jobRuns.dateKey, dueAt: jobRuns.dueAt })
    .from(jobRuns)
    .where(or(dead(now), and(isNotNull(jobRuns.retryAt), lte(jobRuns.retryAt, now), eq(jobRuns.ok, false))))
    .orderBy(jobRuns.startedAt)
    .limit(20)
}

/** After a kill of the whole process no run is alive, whatever its lease says. */
export async function forgetLeases(ctx: Ctx): Promise<void> {
  await ctx.db
    .update(jobRuns)
    .set({ leaseUntil: ctx.now() })
    .where(and(isNull(jobRuns.finishedAt), or(isNull(jobRuns.leaseUntil), gt(jobRuns.leaseUntil, ctx.now()))))
}
