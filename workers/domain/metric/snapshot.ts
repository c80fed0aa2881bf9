import { z } from "zod"
import { metricFigures } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { tellCustomersApart } from "./customers.ts"
import { dayOf, windowOf, type Definition } from "./definition.ts"
import { definitions } from "./definitions.ts"

/** Keeps the day's figure of every metric; a later run of the same day replaces it. What cannot be computed is missing and says why. */
export const snapshotMetrics = operation({
  name: "metric.snapshot",
  about: "Computes every metric over its own window and keeps the day's figures.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ kept: z.int(), missing: z.int(), customers: z.int().describe("orders that got their customer") }),
})(async (ctx) => {
  const customers = await tellCustomersApart(ctx)
  const figures = []
  // One after the other: they share one database, and nobody waits for this.
  for (const definition of definitions) figures.push(await figureOf(ctx, definition))
  const [day, at] = [dayOf(ctx.now()), ctx.now()]
  await ctx.commit({
    writes: figures.map(({ name, days, ...set }) =>
      ctx.db
        .insert(metricFigures)
        .values({ name, days, day, at, ...set })
        .onConflictDoUpdate({ target: [metricFigures.name, metricFigures.days, metricFigures.day], set: { ...set, at } }),
    ),
    audit: { operation: "metric.snapshot", subject: day, detail: { kept: figures.length } },
  })
  return { kept: figures.length, missing: figures.filter(({ value }) => value === null).length, customers }
})

async function figureOf(ctx: Ctx, { name, days, compute }: Definition) {
  try {
    const { value, n, why, parts = [] } = await compute(ctx, windowOf(ctx.now(), days))
    return { name, days, value, n, why: why ?? null, parts }
  } catch (error) {
    ctx.log("metric.failed", { metric: name, error: String(error) })
    return { name, days, value: null, n: 0, why: `It could not be computed: ${String(error).slice(0, 200)}`, parts: [] }
  }
}
