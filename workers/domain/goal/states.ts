import { desc, eq } from "drizzle-orm"
import { z } from "zod"
import { DirectorKey, type Goal } from "#schemas/org.ts"
import { goalFigures } from "#schemas/tables/index.ts"
import { directors } from "#seeds/org/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { GoalState } from "./evaluate.ts"

/** The last figures of a director's goals; a goal that was never measured is unknown. */
export async function goalStates(ctx: Ctx, director: DirectorKey): Promise<Record<string, z.infer<typeof GoalState>>> {
  return Object.fromEntries((await latest(ctx, director)).map(({ id, state }) => [id, state]))
}

async function latest(ctx: Ctx, director: DirectorKey) {
  const rows = await ctx.db.select().from(goalFigures).where(eq(goalFigures.director, director)).orderBy(desc(goalFigures.day)).limit(60)
  const goals: Goal[] = directors.find(({ key }) => key === director)?.goals ?? []
  return goals.map((goal) => {
    const row = rows.find((one) => one.goal === goal.id)
    return { ...goal, value: row?.value ?? null, state: row?.state ?? ("unknown" as const), at: row?.at.toISOString() ?? null }
  })
}

export const GoalFigure = z.strictObject({
  id: z.string(),
  metric: z.string(),
  comparator: z.enum([">=", "<="]),
  target: z.number(),
  unit: z.string(),
  withinDays: z.int(),
  because: z.string(),
  value: z.number().nullable(),
  state: GoalState,
  at: z.iso.datetime().nullable(),
})

export const listGoals = operation({
  name: "goal.list",
  about: "Lists every director's goals with their last figures.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(z.strictObject({ director: DirectorKey, goals: z.array(GoalFigure) })) }),
})(async (ctx) => ({
  items: await Promise.all(directors.map(async ({ key }) => ({ director: key, goals: await latest(ctx, key) }))),
}))
