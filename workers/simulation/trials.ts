import { asc } from "drizzle-orm"
import { experimentDays, experiments } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

type ArmCount = { arm: string; visitors: number; conversions: number; refunds: number; revenue: number }
/** An experiment with what its arms counted and what became of it. */
export type Trial = {
  key: string
  kind: string
  mode: string
  about: string
  by: string
  hypothesis: string
  startedAt: string | null
  endedAt: string | null
  verdict: string
  winner: string | null
  why: string
  arms: ArmCount[]
}

/** Every experiment in the order in which it was thought of. */
export async function trials(ctx: Ctx, nameOf: (id: string) => string): Promise<Trial[]> {
  const [tried, counted] = await Promise.all([
    ctx.db.select().from(experiments).orderBy(asc(experiments.createdAt), asc(experiments.key)),
    ctx.db.select().from(experimentDays),
  ])
  return tried.map((one) => ({
    key: one.key,
    kind: one.kind,
    mode: one.mode,
    about: nameOf(one.productId),
    by: one.createdBy,
    hypothesis: one.hypothesis,
    startedAt: one.startedAt?.toISOString() ?? null,
    endedAt: one.endedAt?.toISOString() ?? null,
    verdict: one.outcome ?? one.status,
    winner: one.winner,
    // While it runs, what was seen at the last look.
    why: one.reason ?? one.look?.reason ?? "Nobody has looked yet.",
    arms: one.arms.map(({ key: arm }) => {
      const days = counted.filter((day) => day.experimentId === one.id && day.arm === arm)
      const sum = (what: "visitors" | "conversions" | "refunds" | "revenue") => days.reduce((total, day) => total + day[what], 0)
      return { arm, visitors: sum("visitors"), conversions: sum("conversions"), refunds: sum("refunds"), revenue: sum("revenue") }
    }),
  }))
}
