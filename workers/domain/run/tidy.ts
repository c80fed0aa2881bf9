import { and, isNotNull, lt } from "drizzle-orm"
import { idempotency, jobRuns, sessions, webhooksSeen } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

const dayMs = 86_400_000
const keepDays = 30

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
    // A provider sends an event again for days, not for a month.
    ctx.db
      .delete(webhooksSeen)
      .where(and(isNotNull(webhooksSeen.handledAt), lt(webhooksSeen.at, old)))
      .returning({ at: webhooksSeen.at }),
  ])
  return gone.reduce((sum, rows) => sum + rows.length, 0)
}
