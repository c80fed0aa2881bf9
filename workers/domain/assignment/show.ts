import { sql } from "drizzle-orm"
import { controlArm, type Arm, type Shown, type VisitorId } from "#schemas/experiment.ts"
import { experimentDays, exposures } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { armAt, placeOf } from "./rules/arm.ts"
import { rolledOut, rolledTally } from "./rolled.ts"
import { givenBefore, heldOut, runningOn, type Running } from "./running.ts"

/** What a visitor is shown of a product instead of what is on the shelf; an empty arm for control and holdout. */
export type Seen = Shown & Pick<Arm, "copy" | "cover">
type Looked = {
  /** The product whose own page is shown. */
  page?: string
  /** Products that are shown as cards. */
  cards?: string[]
  /** Whether somebody really looks: gives an arm to who has none yet, and counts the visitor once. */
  count: boolean
}

/** The arms of a visitor, by product id. Nobody without an id is counted, and nobody is shown what is not running. */
export async function seenBy(ctx: Ctx, visitor: VisitorId, { page, cards = [], count }: Looked): Promise<Map<string, Seen>> {
  const ids = [...new Set([...(page ? [page] : []), ...cards])]
  const rolled = await rolledOut(ctx, visitor, ids)
  const own = page ? rolled.get(page) : undefined
  if (count && visitor !== null && own) await rolledTally(ctx, own.experiment, own.percent, own.arm, { visitors: 1 })
  const running = visitor === null ? [] : await runningOn(ctx, ids)
  // A card shows no other cover, for only the first cover has a small picture: a cover is tried on the product's page.
  const here = running.filter(({ kind, productId }) => kind !== "cover" || productId === page)
  if (visitor === null || here.length === 0) return rolled
  if (await heldOut(visitor)) return new Map([...rolled, ...here.map((one) => [one.productId, seen(one, "holdout")] as const)])
  const { units, arms } = await givenBefore(ctx, here, visitor)
  const fresh = count ? here.filter(({ id }) => !arms.has(id)) : []
  for (const one of fresh) arms.set(one.id, armAt(placeOf(units.get(one.id) ?? ""), one.shares))
  await record(
    ctx,
    fresh.map(({ id }) => ({ experimentId: id, unit: units.get(id) ?? "", arm: arms.get(id) ?? controlArm })),
  )
  return new Map<string, Seen>([
    ...rolled,
    ...here.flatMap((one) => (arms.has(one.id) ? [[one.productId, seen(one, arms.get(one.id) ?? controlArm)] as const] : [])),
  ])
}

function seen({ key, arms }: Running, arm: string): Seen {
  const { copy = {}, cover = null } = arms.find((one) => one.key === arm) ?? {}
  return { experiment: key, arm, copy, cover }
}

/** One batch: the row that makes the first exposure the only one, and the day's count if it was the first. Views have no audit either. */
async function record(ctx: Ctx, rows: { experimentId: string; unit: string; arm: string }[]) {
  const at = ctx.now()
  const [first, ...rest] = rows.flatMap((row): Write[] => [
    ctx.db
      .insert(exposures)
      .values({ ...row, at })
      .onConflictDoNothing(),
    tally(ctx, row, { visitors: 1 }),
  ])
  if (first) await ctx.db.batch([first, ...rest])
}

export type Tally = { visitors?: number; conversions?: number; refunds?: number; revenue?: number }

/** Adds to the day's row of an arm if the statement before it in the batch changed a row and the experiment still runs. */
export function tally(ctx: Ctx, { experimentId, arm }: { experimentId: string; arm: string }, add: Tally): Write {
  const day = ctx.now().toISOString().slice(0, 10)
  const { visitors = 0, conversions = 0, refunds = 0, revenue = 0 } = add
  return ctx.db
    .insert(experimentDays)
    .select(
      sql`SELECT ${experimentId}, ${day}, ${arm}, ${visitors}, ${conversions}, ${refunds}, ${revenue}
        FROM experiments WHERE id = ${experimentId} AND status = 'running' AND changes() > 0`,
    )
    .onConflictDoUpdate({
      target: [experimentDays.experimentId, experimentDays.day, experimentDays.arm],
      set: {
        visitors: sql`${experimentDays.visitors} + excluded.visitors`,
        conversions: sql`${experimentDays.conversions} + excluded.conversions`,
        refunds: sql`${experimentDays.refunds} + excluded.refunds`,
        revenue: sql`${experimentDays.revenue} + excluded.revenue`,
      },
    })
}
