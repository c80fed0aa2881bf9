import { and, isNotNull, lt, sql } from "drizzle-orm"
import { idempotency, jobRuns, orders, sessions, tickets, webhooksSeen } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

const dayMs = 86_400_000
const keepDays = 30
/** What the privacy page promises: messages to support two years, which campaign led to an order 13 months. */
const keepTicketsDays = 730
const keepCampaignDays = 395
const frequentDays = 3

/** Deletes what has served its time: dead sessions, answers kept for replay, old runs and claims on webhooks. Says how many rows went. */
export async function forgetOld(ctx: Ctx): Promise<number> {
  const now = ctx.now().getTime()
  const old = new Date(now - keepDays * dayMs)
  const gone = await ctx.db.batch([
    ctx.db.delete(sessions).where(lt(sessions.expiresAt, ctx.now())).returning({ at: sessions.createdAt }),
    ctx.db
      .delete(idempotency)
      .where(lt(idempotency.at, new Date(now - dayMs)))
      .returning({ at: idempotency.at }),
    ctx.db.delete(jobRuns).where(lt(jobRuns.startedAt, old)).returning({ at: jobRuns.startedAt }),
    // Jobs of minutes write most rows and tell least; what failed stays the whole time.
    ctx.db
      .delete(jobRuns)
      .where(
        and(
          lt(jobRuns.startedAt, new Date(now - frequentDays * dayMs)),
          sql`${jobRuns.ok} = 1 AND (SELECT 1 FROM job_runs later WHERE later.name = ${jobRuns.name} AND later.started_at > ${jobRuns.startedAt} LIMIT 1 OFFSET 20) = 1`,
        ),
      )
      .returning({ at: jobRuns.startedAt }),
    ctx.db
      .delete(tickets)
      .where(lt(tickets.updatedAt, new Date(now - keepTicketsDays * dayMs)))
      .returning({ at: tickets.updatedAt }),
    ctx.db
      .update(orders)
      .set({ utm: {} })
      .where(and(lt(orders.placedAt, new Date(now - keepCampaignDays * dayMs)), sql`${orders.utm} <> '{}'`))
      .returning({ at: orders.placedAt }),
    // A provider sends an event again for days, not for a month.
    ctx.db
      .delete(webhooksSeen)
      .where(and(isNotNull(webhooksSeen.handledAt), lt(webhooksSeen.at, old)))
      .returning({ at: webhooksSeen.at }),
  ])
  return gone.reduce((sum, rows) => sum + rows.length, 0)
}
