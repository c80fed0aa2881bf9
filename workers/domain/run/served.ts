import { and, eq, inArray, isNotNull, lt, ne, or, sql } from "drizzle-orm"
import {
  cartLines,
  carts,
  droppedIdeas,
  effects,
  exposures,
  flagUses,
  mails,
  operatorLetters,
  reactionsDone,
  searchDays,
  syncs,
  webhookDeliveries,
} from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { kept } from "./rules/retention.ts"

type Ago = (days: number) => Date
const one = { n: sql`1` }

/** The statements that delete what grew by work and visits, for the broom's batch. */
export const servedTheirTime = (ctx: Ctx, ago: Ago) => [...ofWork(ctx, ago), ...ofVisitors(ctx, ago), ...ofLetters(ctx, ago)]

function ofWork({ db }: Ctx, ago: Ago) {
  const finished = ago(kept.work).getTime()
  return [
    // Each attempt moves `nextAt` on, so a replay of an old one starts its month again. The attempts go with it.
    db
      .delete(webhookDeliveries)
      .where(and(inArray(webhookDeliveries.status, ["delivered", "failed"]), lt(webhookDeliveries.nextAt, ago(kept.logs))))
      .returning(one),
    db
      .delete(reactionsDone)
      .where(sql`EXISTS (SELECT 1 FROM events WHERE events.id = ${reactionsDone.eventId} AND events.handled_at < ${finished})`)
      .returning(one),
    // A failed run may be run again and needs what it had done.
    db
      .delete(effects)
      .where(
        sql`EXISTS (SELECT 1 FROM jobs WHERE jobs.id = ${effects.run} AND jobs.status IN ('done','cancelled') AND jobs.finished_at < ${finished})`,
      )
      .returning(one),
    db
      .delete(syncs)
      .where(
        and(
          ne(syncs.status, "running"),
          lt(syncs.startedAt, ago(kept.work)),
          sql`EXISTS (SELECT 1 FROM syncs later WHERE later.channel = ${syncs.channel} AND later.started_at > ${syncs.startedAt})`,
        ),
      )
      .returning(one),
  ]
}

function ofVisitors({ db }: Ctx, ago: Ago) {
  const over = and(eq(carts.status, "expired"), lt(carts.updatedAt, ago(kept.passing)))
  const day = ago(kept.statistics).toISOString().slice(0, 10)
  return [
    db
      .delete(exposures)
      .where(
        sql`EXISTS (SELECT 1 FROM experiments WHERE experiments.id = ${exposures.experimentId} AND experiments.ended_at < ${ago(kept.logs).getTime()})`,
      )
      .returning(one),
    db
      .delete(cartLines)
      .where(inArray(cartLines.cartId, db.select({ id: carts.id }).from(carts).where(over)))
      .returning(one),
    db.delete(carts).where(over).returning(one),
    db
      .update(carts)
      .set({ visitor: null })
      .where(and(isNotNull(carts.visitor), ne(carts.status, "open"), lt(carts.updatedAt, ago(kept.logs))))
      .returning(one),
    db.delete(searchDays).where(lt(searchDays.day, day)).returning(one),
    db.delete(flagUses).where(lt(flagUses.day, day)).returning(one),
    db
      .delete(droppedIdeas)
      .where(lt(droppedIdeas.at, ago(kept.statistics)))
      .returning(one),
  ]
}

function ofLetters({ db }: Ctx, ago: Ago) {
  return [
    db
      .delete(mails)
      .where(or(lt(mails.createdAt, ago(kept.messages)), and(sql`${mails.key} LIKE 'cart:%'`, lt(mails.createdAt, ago(kept.logs)))))
      .returning(one),
    db
      .delete(operatorLetters)
      .where(lt(operatorLetters.at, ago(kept.statistics)))
      .returning(one),
  ]
}
