import { z } from "zod"
import { AgentBudget, Mind } from "#schemas/director.ts"
import { AgentKey } from "#schemas/org.ts"
import { directors, executors } from "#seeds/org/index.ts"
import { operation } from "#workers/operation.ts"
import { budgetOf } from "./wake.ts"

export const listDirectors = operation({
  name: "director.list",
  about: "Lists the agents with their budgets, and the directors' last wakes.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(z.strictObject({ key: AgentKey, budget: AgentBudget, mind: Mind.nullable() })) }),
})(async (ctx) => {
  const minds = await Promise.all(directors.map(async ({ key }) => ({ key, budget: await budgetOf(ctx, key), mind: await ctx.mind(key) })))
  const others = await Promise.all(executors.map(async ({ key }) => ({ key, budget: await budgetOf(ctx, key), mind: null })))
  return { items: [...minds, ...others] }
})
