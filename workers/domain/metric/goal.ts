import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"
import { windowOf } from "./definition.ts"
import { definitionOf } from "./definitions.ts"

/** The figure that a goal is held against, computed now; null is missing data, which is not a pass. Throws on an unknown metric. */
export async function measureGoal(ctx: Ctx, metricName: string, windowDays: number): Promise<number | null> {
  const definition = definitionOf(metricName)
  if (!definition) throw notFound("metric", metricName)
  return (await definition.compute(ctx, windowOf(ctx.now(), windowDays))).value
}
