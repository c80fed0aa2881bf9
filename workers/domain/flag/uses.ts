import { gte, sql } from "drizzle-orm"
import { flagUses } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

/** Counts of this isolate that are not written yet. A page asks for flags on every view, and a write each would cost more than the flag. */
const unwritten = new Map<string, number>()
let writtenAt = 0
const restMs = 60_000
const many = 100

/** Counts an evaluation; about once a minute the isolate writes what it counted. Good enough to see that nobody asks any more. */
export async function countUse(ctx: Ctx, key: string): Promise<void> {
  unwritten.set(key, (unwritten.get(key) ?? 0) + 1)
  const now = ctx.now().getTime()
  const total = [...unwritten.values()].reduce((sum, count) => sum + count, 0)
  if (Math.abs(now - writtenAt) < restMs && total < many) return
  writtenAt = now
  await flushUses(ctx)
}

/** Writes what this isolate has counted. A count that is lost with its isolate does not matter. */
export async function flushUses(ctx: Ctx): Promise<void> {
  const day = ctx.now().toISOString().slice(0, 10)
  const counted = [...unwritten]
  unwritten.clear()
  for (const [key, count] of counted)
    await ctx.db
      .insert(flagUses)
      .values({ key, day, count })
      .onConflictDoUpdate({ target: [flagUses.key, flagUses.day], set: { count: sql`${flagUses.count} + excluded.count` } })
}

/** Evaluations of the last days, by flag. */
export async function usesOf(ctx: Ctx, days: number): Promise<Map<string, number>> {
  const since = new Date(ctx.now().getTime() - days * 86_400_000).toISOString().slice(0, 10)
  const rows = await ctx.db
    .select({ key: flagUses.key, count: sql<number>`sum(${flagUses.count})` })
    .from(flagUses)
    .where(gte(flagUses.day, since))
    .groupBy(flagUses.key)
  return new Map(rows.map(({ key, count }) => [key, count]))
}
