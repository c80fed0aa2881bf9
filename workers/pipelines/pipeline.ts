import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers"
import { NonRetryableError } from "cloudflare:workflows"
import { inside, openCtx, type Ctx } from "#workers/context.ts"
import { advanceJob, loadJob } from "#workers/domain/job/index.ts"
import type { Bindings } from "#workers/env.ts"
import { attempt, play, type RunInput } from "./play.ts"
import { Ended, type Run, type RunState, type Stage } from "./stage.ts"

/**
 * The host of every run: an ordered list of stages, plain JSON between them. Cloudflare remembers finished steps; the
 * effect log in D1 remembers what happened inside them, so that a run restarted from its first step repeats nothing.
 */
export class Pipeline extends WorkflowEntrypoint<Bindings, { jobId: string }> {
  override async run(event: WorkflowEvent<{ jobId: string }>, step: WorkflowStep): Promise<void> {
    const { jobId } = event.payload
    const ctx = openCtx(this.env, inside("pipeline", jobId))
    const job = await loadJob(ctx, jobId)
    if (job.status === "done" || job.status === "failed" || job.status === "cancelled") return
    // openJob writes from and until into every row.
    const input = job.input as RunInput
    const run: Run = { jobId, ctx, waitFor: (type) => waitFor(ctx, jobId, step, type) }
    try {
      await play(run, input, (stage, label, work) => runStep(step, run, stage, label, work))
      await step.do("finish", () => advanceJob(ctx, jobId, { status: "done" }))
    } catch (error) {
      if (error instanceof Ended || isEnded(error)) return
      await step.do("give-up", () => advanceJob(ctx, jobId, { status: "failed", error: messageOf(error) }))
      throw error
    }
  }
}

async function runStep(
  step: WorkflowStep,
  run: Run,
  stage: Stage,
  label: string,
  work: () => Promise<Partial<RunState>>,
): Promise<Partial<RunState>> {
  const out = await step.do(
    label,
    { retries: { limit: stage.retries, delay: "2 seconds", backoff: "exponential" }, timeout: "5 minutes" },
    async () => {
      const done = await attempt(run, stage, label, work)
      if ("problem" in done) throw new NonRetryableError(done.problem)
      return done.json
    },
  )
  const parsed: Partial<RunState> = JSON.parse(out)
  return parsed
}

async function waitFor(ctx: Ctx, jobId: string, step: WorkflowStep, type: string): Promise<unknown> {
  const event = await step.waitForEvent(`wait for ${type}`, { type, timeout: "365 days" })
  await advanceJob(ctx, jobId, { status: "running" })
  return event.payload
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500)
const isEnded = (error: unknown) => error instanceof Error && error.name === "Ended"
