import { jobs } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { loadJob, type JobRow } from "./view.ts"
import type { StageName } from "./rules.ts"

export type RunInput = { from: StageName; until: StageName } & Record<string, unknown>

/** The row of a new run, to be written in the caller's batch; start it with `ctx.start(id)` afterwards. */
export function jobRow(ctx: Ctx, id: string, input: RunInput): Write {
  const now = ctx.now()
  return ctx.db.insert(jobs).values({
    id,
    dag: "product-to-revenue",
    status: "queued",
    stage: input.from,
    input,
    artifacts: {},
    actor: ctx.actor.id,
    heartbeatAt: now,
    createdAt: now,
  })
}

const settled = new Set<JobRow["status"]>(["done", "failed", "cancelled", "waiting"])

/** Waits until a run has ended, waits for a person, or `enough` says so; null when `ms` are over first. */
export async function awaitJob(ctx: Ctx, id: string, ms: number, enough: (job: JobRow) => boolean = () => false): Promise<JobRow | null> {
  const until = Date.now() + ms
  for (let pause = 60; Date.now() < until; pause = Math.min(pause * 1.3, 500)) {
    const job = await loadJob(ctx, id)
    if (settled.has(job.status) || enough(job)) return job
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return null
}
