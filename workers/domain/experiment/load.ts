import { and, eq, inArray, lt, sql } from "drizzle-orm"
import { controlArm } from "#schemas/experiment.ts"
import { experimentDays, experiments } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import type { ProductRow } from "#workers/domain/product/index.ts"
import type { BanditDay } from "./rules/allocate.ts"
import type { ExperimentDay } from "./rules/judge.ts"

export type ExperimentRow = typeof experiments.$inferSelect
type DayRow = typeof experimentDays.$inferSelect

export async function loadExperiment(ctx: Ctx, id: string): Promise<ExperimentRow> {
  const [row] = await ctx.db.select().from(experiments).where(eq(experiments.id, id))
  if (!row) throw notFound("experiment", id)
  return row
}

/** What the control shows; another hash means that somebody changed the shelf under the experiment. */
export const controlHashOf = ({ draft, coverAsset, live }: Pick<ProductRow, "draft" | "coverAsset" | "live">) =>
  sha256(canonical({ live, copy: draft?.copy ?? null, cover: coverAsset }))

/** The whole days of an experiment, the oldest first: today goes on, so it is not looked at. At most days × arms rows. */
export async function wholeDays(ctx: Ctx, id: string): Promise<DayRow[]> {
  const today = ctx.now().toISOString().slice(0, 10)
  return ctx.db
    .select()
    .from(experimentDays)
    .where(and(eq(experimentDays.experimentId, id), lt(experimentDays.day, today)))
    .orderBy(experimentDays.day, experimentDays.arm)
}

/** Sums by arm, today included, for people to look at. */
export async function totalsOf(ctx: Ctx, ids: string[]) {
  if (ids.length === 0) return []
  const sum = (column: typeof experimentDays.visitors | typeof experimentDays.revenue) => sql<number>`sum(${column})`
  return ctx.db
    .select({
      id: experimentDays.experimentId,
      arm: experimentDays.arm,
      visitors: sum(experimentDays.visitors),
      conversions: sql<number>`sum(${experimentDays.conversions})`,
      refunds: sql<number>`sum(${experimentDays.refunds})`,
      revenue: sum(experimentDays.revenue),
    })
    .from(experimentDays)
    .where(inArray(experimentDays.experimentId, ids))
    .groupBy(experimentDays.experimentId, experimentDays.arm)
}

const counts = (row: DayRow | undefined) => ({
  visitors: row?.visitors ?? 0,
  conversions: row?.conversions ?? 0,
  refunds: row?.refunds ?? 0,
})

/** The days of a test as its rule reads them. */
export const pairsOf = (days: string[], rows: DayRow[], treatment: string): ExperimentDay[] =>
  days.map((day) => {
    const of = (arm: string) => counts(rows.find((row) => row.day === day && row.arm === arm))
    return { day, control: of(controlArm), treatment: of(treatment) }
  })

export const armsByDay = (days: string[], rows: DayRow[]): BanditDay[] =>
  days.map((day) => ({ day, arms: Object.fromEntries(rows.filter((row) => row.day === day).map((row) => [row.arm, counts(row)])) }))

const dayMs = 86_400_000

/** Every day from the start to yesterday, also those on which nobody came: time runs out for an experiment that nobody sees. */
export function daysUntil(from: Date | null, now: Date): string[] {
  const days: string[] = []
  const today = now.toISOString().slice(0, 10)
  for (let at = (from ?? now).getTime(); ; at += dayMs) {
    const day = new Date(at).toISOString().slice(0, 10)
    if (day >= today) return days
    days.push(day)
  }
}
