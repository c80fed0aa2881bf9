import { and, eq, isNull } from "drizzle-orm"
import type { OrderArm, VisitorId } from "#schemas/experiment.ts"
import { experiments, exposures } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { ofRollout, rolledArms, rolledCredit } from "./rolled.ts"
import { givenBefore, runningOn } from "./running.ts"
import { tally } from "./show.ts"

/** The arms that a buyer had been shown of these products, to be kept with the order. Who had seen none is credited to none. */
export async function armsOfOrder(ctx: Ctx, visitor: VisitorId, productIds: string[]): Promise<OrderArm[]> {
  if (visitor === null) return []
  const running = await runningOn(ctx, productIds)
  const { units, arms } = await givenBefore(ctx, running, visitor)
  const tried = running.flatMap(({ id, productId }) => {
    const [arm, unit] = [arms.get(id), units.get(id)]
    return arm && unit ? [{ experiment: id, arm, unit, productId }] : []
  })
  return [...tried, ...(await rolledArms(ctx, visitor, productIds))]
}

/** A paid order counts for the arms of its buyer, each visitor once an experiment however often they buy. Part of the payment's own commit. */
export function conversionWrites(ctx: Ctx, arms: OrderArm[], lines: { productId: string; amount: number }[]): Write[] {
  const rolled = arms.filter(ofRollout).map((one) => rolledCredit(ctx, one, { conversions: 1 }))
  const tried = arms
    .filter((one) => !ofRollout(one))
    .flatMap(({ experiment, arm, unit, productId }) => [
      ctx.db
        .update(exposures)
        .set({ convertedAt: ctx.now() })
        .where(and(eq(exposures.experimentId, experiment), eq(exposures.unit, unit), isNull(exposures.convertedAt))),
      tally(
        ctx,
        { experimentId: experiment, arm },
        { conversions: 1, revenue: lines.find((line) => line.productId === productId)?.amount ?? 0 },
      ),
    ])
  return [...tried, ...rolled]
}

/** An order that comes back counts once against its arms, on the day of its first refund. Part of the refund's own commit. */
export function refundWrites(ctx: Ctx, arms: OrderArm[]): Write[] {
  const rolled = arms.filter(ofRollout).map((one) => rolledCredit(ctx, one, { refunds: 1 }))
  const tried = arms
    .filter((one) => !ofRollout(one))
    .flatMap(({ experiment, arm }) => [
      // Changes a row exactly when the experiment still runs, which is what the tally behind it asks for.
      ctx.db
        .update(experiments)
        .set({ updatedAt: ctx.now() })
        .where(and(eq(experiments.id, experiment), eq(experiments.status, "running"))),
      tally(ctx, { experimentId: experiment, arm }, { refunds: 1 }),
    ])
  return [...tried, ...rolled]
}
