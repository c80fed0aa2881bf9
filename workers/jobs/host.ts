import { inside, openCtx, type Ctx } from "#workers/context.ts"
import { forgetHeartbeats } from "#workers/domain/job/index.ts"
import { claimRun, finishRun } from "#workers/domain/run/index.ts"
import { schedules, type JobName } from "#workers/domain/status/index.ts"
import type { Bindings } from "#workers/env.ts"
import { scheduled } from "./index.ts"

/** The cron host: every job of the line that fired, once a firing time, one after the other. */
export async function onCron(controller: Pick<ScheduledController, "cron" | "scheduledTime">, env: Bindings): Promise<void> {
  const due = schedules.filter(({ cron }) => cron === controller.cron)
  for (const { name } of due) await runJob(openCtx(env, inside("job", name)), name, new Date(controller.scheduledTime).toISOString())
}

/** Runs a job now, whatever ran before. */
export async function runNow(ctx: Ctx, name: JobName, options: { impatient: boolean }): Promise<{ ok: boolean; result: string }> {
  if (options.impatient && name === "recover") await forgetHeartbeats(ctx)
  return (await runJob(ctx, name, `now:${ctx.id("request")}`)) ?? { ok: false, result: "It is running already." }
}

/** Runs a job by its date key; null when that key has run before. */
export async function runJob(ctx: Ctx, name: JobName, dateKey: string): Promise<{ ok: boolean; result: string } | null> {
  if (!(await claimRun(ctx, name, dateKey))) return null
  try {
    const result = await scheduled[name].run(ctx)
    await finishRun(ctx, name, dateKey, true, result)
    return { ok: true, result }
  } catch (error) {
    await finishRun(ctx, name, dateKey, false, String(error))
    ctx.log("job.failed", { job: name, error: String(error) })
    return { ok: false, result: String(error) }
  }
}
