import { z } from "zod"
import { DirectorKey, type Goal } from "#schemas/org.ts"
import { goalFigures } from "#schemas/tables/index.ts"
import { directors } from "#seeds/org/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { measureGoal } from "#workers/domain/metric/index.ts"
import { judgeGoal } from "./rules/judge.ts"

export const GoalState = z.enum(["met", "missed", "unknown"])

/** Measures a director's goals now and keeps the day's figures; a later look on the same day replaces them. */
export const evaluateGoals = operation({
  name: "goal.evaluate",
  about: "Measures a director's goals and says which are met, missed or unknown.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ director: DirectorKey }),
  output: z.strictObject({ states: z.record(z.string(), GoalState) }),
})(async (ctx, { director }) => {
  const goals = directors.find(({ key }) => key === director)?.goals ?? []
  const figures = await Promise.all(goals.map((goal) => figureOf(ctx, goal)))
  const decided = decideBy(ctx, judgeGoal, { goals: figures }, { subject: `director:${director}`, why: inWords(figures) })
  const [day, at] = [ctx.now().toISOString().slice(0, 10), ctx.now()]
  await ctx.commit({
    writes: [
      ...figures.map(({ id, value }) => {
        const set = { value, state: decided.output[id] ?? "unknown", at }
        return ctx.db
          .insert(goalFigures)
          .values({ director, goal: id, day, ...set })
          .onConflictDoUpdate({ target: [goalFigures.director, goalFigures.goal, goalFigures.day], set })
      }),
      decided.write,
    ],
    audit: { operation: "goal.evaluate", subject: `director:${director}`, detail: decided.output },
  })
  return { states: decided.output }
})

async function figureOf(ctx: Ctx, { id, metric, comparator, target, withinDays }: Goal) {
  const value = await measureGoal(ctx, metric, withinDays)
  return { id, comparator, target, value: value !== null && Number.isFinite(value) ? value : null }
}

const inWords = (figures: { id: string; comparator: string; target: number; value: number | null }[]) =>
  figures.map(({ id, comparator, target, value }) => `${id} ${value ?? "unknown"} (${comparator} ${target})`).join(", ")
