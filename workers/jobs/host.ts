import { inside, openCtx, type Bounded, type Ctx } from "#workers/context.ts"
import { forgetHeartbeats } from "#workers/domain/job/index.ts"
import { pageOperator } from "#workers/domain/letter/index.ts"
import { brokenRuns, claimRun, finishRun, forgetLeases, giveUpRuns, lastFirings, type End } from "#workers/domain/run/index.ts"
import { dueTimes, schedules, type JobName, type Schedule } from "#workers/domain/status/index.ts"
import type { Bindings } from "#workers/env.ts"
import { scheduled } from "./index.ts"
import type { Job } from "./job.ts"

export type Ran = { ok: boolean; result: string }
/** `dueAt`: the firing that the run stands for. `job` and `timeoutMs` stand in for the named job and its declared time. */
type Order = { dueAt?: Date; timeoutMs?: number; job?: Pick<Job, "run" | "pages"> }

/** The cron host: the jobs that are due on the line that fired, in their order, and before them whatever was missed or broke. */
export async function onCron(controller: Pick<ScheduledController, "cron" | "scheduledTime">, env: Bindings): Promise<void> {
  const at = new Date(controller.scheduledTime)
  await runDue((name) => openCtx(env, inside("job", name)), { line: controller.cron, at })
}

/**
 * Runs what is due: broken runs first, then each firing of each job that nobody has run, oldest first. `line` null: of all lines. Two hosts
 * that come at once share the work, for every run is claimed.
 */
export async function runDue(open: (name: JobName) => Ctx, { line, at }: { line: string | null; at: Date }): Promise<string[]> {
  const ctx = open("recover")
  const ran: string[] = []
  const run = async (name: JobName, dateKey: string, dueAt?: Date) => {
    const done = await runJob(open(name), name, dateKey, { dueAt })
    if (done) ran.push(`${name} ${dateKey}: ${done.ok ? "done" : "failed"}`)
  }
  await tellGivenUp(ctx)
  for (const { name, dateKey, dueAt } of await brokenRuns(ctx)) {
    const known = schedules.find((one) => one.name === name)
    if (known && dueAt) await run(known.name, dateKey, dueAt)
  }
  const last = await lastFirings(
    ctx,
    schedules.map(({ name }) => name),
  )
  for (const schedule of schedules)
    for (const due of dueTimes(schedule, sinceOf(schedule, last, at, line), at, line)) await run(schedule.name, due.toISOString(), due)
  return ran
}

/** The firing that is at hand counts even when the shop hears of the job only now. */
function sinceOf(schedule: Schedule, last: Map<string, Date>, at: Date, line: string | null): Date {
  const known = last.get(schedule.name) ?? at
  return line === schedule.cron && known >= at ? new Date(at.getTime() - 1) : known
}

/** Runs a job now, whatever ran before; `due` runs all that is due or was missed. After a kill (`impatient`) nothing that runs is alive. */
export async function runNow(ctx: Ctx, name: JobName | "due", options: { impatient: boolean }): Promise<Ran> {
  if (options.impatient) await Promise.all([forgetHeartbeats(ctx), forgetLeases(ctx)])
  if (name !== "due") return (await runJob(ctx, name, `now:${ctx.id("request")}`)) ?? { ok: false, result: "It is running already." }
  const ran = await runDue(() => ctx, { line: null, at: ctx.now() })
  return { ok: ran.every((line) => line.endsWith("done")), result: ran.length === 0 ? "nothing is due" : ran.join("; ") }
}

/** Runs a job by what a form calls it; the name and the right are checked. */
export async function runNamed(ctx: Ctx, name: string): Promise<Ran> {
  const known = schedules.find((one) => one.name === name)
  if (!known) return { ok: false, result: `There is no job "${name}".` }
  if (!ctx.actor.scopes.includes("write")) return { ok: false, result: 'Running a job needs the scope "write".' }
  return runNow(ctx, known.name, { impatient: false })
}

/** Runs a job by its date key; null when that key has run before, or the job is under way. */
export async function runJob(ctx: Ctx, name: JobName, dateKey: string, order: Order = {}): Promise<Ran | null> {
  const schedule = schedules.find((one) => one.name === name)
  const timeoutMs = order.timeoutMs ?? (schedule?.minutes ?? 5) * 60_000
  // A minute beyond its time: until then the host itself ends it.
  const claim = await claimRun(ctx, name, dateKey, order.dueAt ?? null, timeoutMs + 60_000)
  if ("refused" in claim) return null
  const job = order.job ?? scheduled[name]
  const end = await bounded(ctx, job, timeoutMs)
  if (!end.ok) ctx.log("job.failed", { job: name, error: end.result })
  if (!end.ok && job.pages) await pageOperator(ctx, failure(name, dateKey, end.result))
  const next = order.dueAt && schedule ? schedule.next(order.dueAt > ctx.now() ? order.dueAt : ctx.now()) : undefined
  await finishRun(ctx, name, dateKey, claim.attempt, end, next)
  return { ok: end.ok, result: end.result }
}

/** Who dies with its host tells nobody, so the host that finds it does. */
async function tellGivenUp(ctx: Ctx): Promise<void> {
  for (const { name, dateKey, result } of await giveUpRuns(ctx)) {
    const known = schedules.find((one) => one.name === name)
    if (known && scheduled[known.name].pages) await pageOperator(ctx, failure(known.name, dateKey, result))
  }
}

const failure = (name: JobName, dateKey: string, said: string) => ({
  key: `job:${name}:${dateKey}`,
  subject: `the job ${name} failed`,
  lines: [said, "It is tried again by itself, for a while. What to do: docs/runbooks/backup-restore.md."],
  page: "/console/system",
})

/** A job that never ends is stopped: its context answers nothing more, so that it changes nothing after it was given up. */
async function bounded(ctx: Ctx, job: Pick<Job, "run">, timeoutMs: number): Promise<End> {
  const started = Date.now()
  const stop = new AbortController()
  const own: Bounded = ctx.bounded(stop.signal)
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = new Error(`It had not ended after ${Math.round(timeoutMs / 1000)} s and was stopped.`)
      stop.abort(reason)
      reject(reason)
    }, timeoutMs)
  })
  const outcome = await Promise.race([job.run(own.ctx), late]).then(
    (result) => ({ ok: true, result }),
    (error: unknown) => ({ ok: false, result: String(error) }),
  )
  clearTimeout(timer)
  return { ...outcome, ms: Date.now() - started, rows: own.rows }
}
