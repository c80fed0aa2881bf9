import { and, eq, gte, inArray, lt, sql } from "drizzle-orm"
import { events, jobRuns, jobs, reactionsDone } from "#schemas/tables/index.ts"
import { define, ratio } from "../definition.ts"

export const jobsOk = define({
  name: "jobs.ok",
  title: "Runs that went well",
  unit: "ratio",
  formula: "Scheduled jobs and pipeline runs that ended well divided by all that ended.",
  sources: ["job_runs", "jobs"],
  window: "runs begun in it",
  days: 7,
  async compute(ctx, { from }) {
    const [[timed], [made]] = await ctx.db.batch([
      ctx.db
        .select({ ok: sql<number>`coalesce(sum(${jobRuns.ok} = 1), 0)`, all: sql<number>`count(${jobRuns.ok})` })
        .from(jobRuns)
        .where(gte(jobRuns.startedAt, from)),
      ctx.db
        .select({ ok: sql<number>`coalesce(sum(${jobs.status} = 'done'), 0)`, all: sql<number>`count(*)` })
        .from(jobs)
        .where(and(gte(jobs.createdAt, from), inArray(jobs.status, ["done", "failed"]))),
    ])
    const parts = [
      { name: "scheduled", values: { ok: timed?.ok ?? 0, all: timed?.all ?? 0 } },
      { name: "pipeline", values: { ok: made?.ok ?? 0, all: made?.all ?? 0 } },
    ]
    return ratio((timed?.ok ?? 0) + (made?.ok ?? 0), (timed?.all ?? 0) + (made?.all ?? 0), "Nothing has run.", parts)
  },
})

const promptMs = 60_000

export const deliveriesPrompt = define({
  name: "deliveries.prompt",
  title: "Prompt deliveries",
  unit: "ratio",
  formula: "Paid orders whose letter with the files went out within a minute of the payment, divided by all paid orders.",
  sources: ["events", "reactions_done"],
  window: "orders paid in it, up to a minute ago",
  days: 7,
  async compute(ctx, { from, until }) {
    const [row] = await ctx.db
      .select({
        all: sql<number>`count(*)`,
        prompt: sql<number>`coalesce(sum(${reactionsDone.at} - ${events.at} <= ${promptMs}), 0)`,
      })
      .from(events)
      .leftJoin(reactionsDone, and(eq(reactionsDone.eventId, events.id), eq(reactionsDone.reaction, "send-receipt")))
      .where(and(eq(events.type, "order.paid"), gte(events.at, from), lt(events.at, new Date(until.getTime() - promptMs))))
    return ratio(row?.prompt ?? 0, row?.all ?? 0, "No order was paid.")
  },
})
