import { and, eq, inArray } from "drizzle-orm"
import { experiments, exposures } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { experimentPolicy } from "#seeds/policies/index.ts"
import { placeOf, unitOf } from "./rules/arm.ts"

export type Running = Pick<typeof experiments.$inferSelect, "id" | "key" | "productId" | "kind" | "arms" | "shares">
const columns = {
  id: experiments.id,
  key: experiments.key,
  productId: experiments.productId,
  kind: experiments.kind,
  arms: experiments.arms,
  shares: experiments.shares,
}

/** What runs on these products; at most one on each, by the unique index that answers this. */
export async function runningOn(ctx: Ctx, productIds: string[]): Promise<Running[]> {
  if (productIds.length === 0) return []
  return ctx.db
    .select(columns)
    .from(experiments)
    .where(and(eq(experiments.status, "running"), inArray(experiments.productId, productIds)))
}

/** The arms that this visitor was given before, by experiment id, and the visitor's unit in each. */
export async function givenBefore(ctx: Ctx, running: Running[], visitor: string) {
  const units = new Map(await Promise.all(running.map(async ({ id, key }) => [id, await unitOf(key, visitor)] as const)))
  const rows =
    running.length === 0
      ? []
      : await ctx.db
          .select({ id: exposures.experimentId, arm: exposures.arm })
          .from(exposures)
          .where(and(inArray(exposures.experimentId, [...units.keys()]), inArray(exposures.unit, [...units.values()])))
  return { units, arms: new Map(rows.map(({ id, arm }) => [id, arm])) }
}

/** The same visitors are held out of everything that is ever tried. */
export async function heldOut(visitor: string): Promise<boolean> {
  return placeOf(await unitOf("holdout", visitor)) < experimentPolicy.holdout
}
