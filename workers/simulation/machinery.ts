import { inside, openCtx, type Actor, type Ctx } from "#workers/context.ts"
import { advanceJob, loadJob } from "#workers/domain/job/index.ts"
import type { Bindings } from "#workers/env.ts"
import { consume } from "#workers/events/consume.ts"
import { attempt, play, type RunInput } from "#workers/pipelines/play.ts"
import { Ended, type RunState, type Stage } from "#workers/pipelines/stage.ts"
import { waiting, type MarketBindings } from "./bindings.ts"
import { clock } from "./still.ts"
import { wakeTwins } from "./twins.ts"

/** A context on simulated time. Vendors' limits are not counted: their clock stands still while we work. */
export const ctxOf = (env: Bindings, actor: Actor): Ctx => openCtx(env, actor, { now: clock.now })

/** The run waits for a person; what wakes it plays it again from its log. */
class Waiting extends Error {}

async function tried(run: Parameters<typeof attempt>[0], stage: Stage, label: string, work: () => Promise<Partial<RunState>>) {
  for (let tries = 0; ; tries++) {
    try {
      const done = await attempt(run, stage, label, work)
      if ("problem" in done) throw new Stopped(done.problem)
      const state: Partial<RunState> = JSON.parse(done.json)
      return state
    } catch (error) {
      if (error instanceof Waiting || error instanceof Ended || error instanceof Stopped || tries >= stage.retries) throw error
    }
  }
}
class Stopped extends Error {}

/** Plays a pipeline run to its end, or to where it waits for a person: the stages of the shop, without Workflows around them. */
async function playRun(env: Bindings, jobId: string): Promise<void> {
  const ctx = ctxOf(env, inside("pipeline", jobId))
  const job = await loadJob(ctx, jobId)
  if (job.status === "done" || job.status === "failed" || job.status === "cancelled") return
  const run = { jobId, ctx, waitFor: () => Promise.reject(new Waiting()) }
  try {
    // openJob writes from and until into every row.
    await play(run, job.input as RunInput, (stage, label, work) => tried(run, stage, label, work))
    await advanceJob(ctx, jobId, { status: "done" })
  } catch (error) {
    if (error instanceof Ended || error instanceof Waiting) return
    ctx.log("simulation.run_failed", { jobId, error: String(error) })
    await advanceJob(ctx, jobId, { status: "failed", error: String(error).slice(0, 500) })
  }
}

async function takeMessages(env: Bindings): Promise<boolean> {
  const due = waiting.messages.filter(({ at }) => at <= clock.time())
  waiting.messages = waiting.messages.filter(({ at }) => at > clock.time())
  for (const { id, attempts } of due) {
    const retry = (options?: QueueRetryOptions) =>
      void waiting.messages.push({ id, at: clock.time() + Math.max(1, options?.delaySeconds ?? 1) * 1000, attempts: attempts + 1 })
    const message = { id, body: { id }, attempts, timestamp: clock.now(), ack: () => undefined, retry }
    const metrics = { backlogCount: 0, backlogBytes: 0 }
    await consume({ queue: "autonomax-events", messages: [message], ackAll: () => undefined, retryAll: retry, metadata: { metrics } }, env)
  }
  return due.length > 0
}

/** Does all that is due now, in one order: vendors' late work, events, runs. */
export async function settle(raw: MarketBindings, env: Bindings): Promise<void> {
  for (let rounds = 0; rounds < 200; rounds++) {
    await wakeTwins(raw.TWINS)
    const heard = await takeMessages(env)
    const runs = waiting.runs.splice(0)
    for (const jobId of runs) await playRun(env, jobId)
    if (!heard && runs.length === 0) return
  }
  throw new Error("The shop does not come to rest: events or runs beget each other.")
}
