import { and, isNotNull, lt, sql } from "drizzle-orm"
import { idempotency, jobRuns, orders, sessions, tickets, webhooksSeen } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { kept } from "./rules/retention.ts"
import { servedTheirTime } from "./served.ts"

/** Deletes what has served its time, as rules/retention.ts says for every table. Says how many rows went. */
export async function forgetOld(ctx: Ctx): Promise<number> {
  const ago = (days: number) => new Date(ctx.now().getTime() - days * 86_400_000)
  const old = ago(kept.logs)
  const gone = await ctx.db.batch([
    ctx.db
      .delete(sessions)
      .where(lt(sessions.expiresAt, ctx.now()))
      .returning({ n: sql`1` }),
    ctx.db
      .delete(idempotency)
      .where(lt(idempotency.at, ago(kept.day)))
      .returning({ n: sql`1` }),
    ctx.db
      .delete(jobRuns)
      .where(lt(jobRuns.startedAt, old))
      .returning({ n: sql`1` }),
    // Jobs of minutes write most rows and tell least; what failed stays the whole time.
    ctx.db
      .delete(jobRuns)
      .where(
        and(
          lt(jobRuns.startedAt, ago(kept.frequentRuns)),
          sql`${jobRuns.ok} = 1 AND (SELECT 1 FROM job_runs later WHERE later.name = ${jobRuns.name} AND later.started_at > ${jobRuns.startedAt} LIMIT 1 OFFSET 20) = 1`,
        ),
      )
      .returning({ n: sql`1` }),
    ctx.db
      .delete(tickets)
      .where(lt(tickets.updatedAt, ago(kept.messages)))
      .returning({ n: sql`1` }),
    ctx.db
      .update(orders)
      .set({ utm: {} })
      .where(and(lt(orders.placedAt, ago(kept.statistics)), sql`${orders.utm} <> '{}'`))
      .returning({ n: sql`1` }),
    // A provider sends an event again for days, not for a month.
    ctx.db
      .delete(webhooksSeen)
      .where(and(isNotNull(webhooksSeen.handledAt), lt(webhooksSeen.at, old)))
      .returning({ n: sql`1` }),
    ...servedTheirTime(ctx, ago),
  ])
  return gone.reduce((sum, rows) => sum + rows.length, 0)
}
