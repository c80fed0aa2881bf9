import { and, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { jobRuns, outcomes, shopFacts } from "#schemas/tables/index.ts"
import { claimRun, finishRun, forgetLeases } from "#workers/domain/run/index.ts"
import { dueTimes, schedules, status, type JobName } from "#workers/domain/status/index.ts"
import { clock, testCtx } from "#workers/test/ctx.ts"
import { runDue, runJob, runNow } from "./host.ts"

const minute = 60_000
const failed = () => {
  throw new Error("no database")
}
/** Every test has days of its own, so that no other test's runs are its own. */
const at = (day: string) => {
  const time = clock(day)
  return { time, ctx: testCtx({ now: time.now, wait: time.wait }) }
}
const runsOf = (ctx: ReturnType<typeof testCtx>, name: JobName) =>
  ctx.db.select().from(jobRuns).where(eq(jobRuns.name, name)).orderBy(jobRuns.dueAt)
const clean = async (ctx: ReturnType<typeof testCtx>) => {
  await ctx.db.delete(jobRuns)
  await ctx.db.delete(shopFacts).where(eq(shopFacts.name, "jobs:since"))
}

test("after three missed nights each job runs what it declares, once, whoever asks how often", async () => {
  const { time, ctx } = at("2027-03-01T12:00:00Z")
  await clean(ctx)
  const fire = () => runDue(() => ctx, { line: null, at: time.now() })
  expect(await fire()).toEqual([])
  time.pass(3 * 86_400)
  await Promise.all([fire(), fire()])
  await fire()
  const keys = async (name: JobName) => (await runsOf(ctx, name)).map(({ dateKey }) => dateKey)
  expect(await keys("trend-ingest")).toEqual(["2027-03-02T01:00:00.000Z", "2027-03-03T01:00:00.000Z", "2027-03-04T01:00:00.000Z"])
  expect(await keys("measure")).toEqual(["2027-03-04T01:00:00.000Z"])
  expect(await keys("listing-health-deep")).toEqual(["2027-03-04T02:00:00.000Z"])
  expect(await keys("outbox")).toEqual(["2027-03-04T12:00:00.000Z"])
  expect(await keys("tidy")).toEqual([])
  expect((await runsOf(ctx, "measure")).map(({ attempts, ok }) => [attempts, ok])).toEqual([[1, true]])
})

test("a line wakes its own jobs in their order; those of other lines only when their firing was surely missed", () => {
  const of = (name: JobName) => schedules.find((one) => one.name === name) ?? schedules[0]
  const last = new Date("2027-04-01T00:30:00Z")
  const times = (name: JobName, now: string, line: string) => dueTimes(of(name), last, new Date(now), line).length
  expect(times("measure", "2027-04-01T01:00:00Z", "0 1 * * *")).toBe(1)
  expect(times("measure", "2027-04-01T01:00:00Z", "*/5 * * * *")).toBe(0)
  expect(times("measure", "2027-04-01T01:15:00Z", "*/5 * * * *")).toBe(1)
  expect(times("contract-watch", "2027-04-01T01:00:00Z", "0 * * * *")).toBe(0)
  expect(times("contract-watch", "2027-04-01T02:00:00Z", "0 * * * *")).toBe(1)
  expect(times("outbox", "2027-04-01T03:00:00Z", "0 * * * *")).toBe(0)
  expect(new Set(schedules.map(({ cron }) => cron)).size).toBeLessThanOrEqual(5)
})

test("a job that never ends is stopped, says so, changes nothing afterwards, and its claim is free again", async () => {
  const { time, ctx } = at("2027-05-01T12:00:00Z")
  await clean(ctx)
  let later: unknown
  const endless = {
    async run(own: typeof ctx | Parameters<typeof runJob>[0]) {
      await own.db.select().from(outcomes).limit(1)
      await new Promise((resolve) => setTimeout(resolve, 150))
      later = await own.commit({ audit: { operation: "test.late", subject: "late" } }).catch((error: unknown) => error)
      return new Promise<string>(() => undefined)
    },
  }
  const ran = await runJob(ctx, "measure", "endless", { job: endless, timeoutMs: 50 })
  expect(ran).toEqual({ ok: false, result: "Error: It had not ended after 0 s and was stopped." })
  expect(await runsOf(ctx, "measure")).toMatchObject([{ ok: false, leaseUntil: null, finishedAt: time.now(), result: ran?.result }])
  await expect.poll(() => String(later)).toContain("was stopped")
  expect(await runNow(ctx, "measure", { impatient: false })).toMatchObject({ ok: true })
})

test("two hosts at once run it once; while it runs a second run is refused, by date or by hand", async () => {
  const { ctx } = at("2027-06-01T12:00:00Z")
  await clean(ctx)
  let [runs, open] = [0, () => {}]
  const gate = new Promise<void>((resolve) => (open = resolve))
  const job = { run: async () => (runs++, await gate, "ran") }
  const both = [1, 2].map(() => runJob(ctx, "improve", "night", { job }))
  await expect.poll(() => runs).toBe(1)
  expect(await runJob(ctx, "improve", "another night", { job })).toBeNull()
  expect(await runNow(ctx, "improve", { impatient: false })).toEqual({ ok: false, result: "It is running already." })
  open()
  expect((await Promise.all(both)).filter((ran) => ran?.ok)).toHaveLength(1)
  expect(await runJob(ctx, "improve", "night", { job })).toBeNull()
  expect(runs).toBe(1)
})

test("a run whose host died is found by its lease, taken over, and not overwritten by the host that comes back", async () => {
  const { time, ctx } = at("2027-07-01T12:00:00Z")
  await clean(ctx)
  const due = new Date("2027-07-01T01:00:00Z")
  const fire = () => runDue(() => ctx, { line: "*/5 * * * *", at: time.now() })
  const claim = await claimRun(ctx, "measure", due.toISOString(), due, 5 * minute)
  expect((await fire()).filter((line) => line.startsWith("measure"))).toEqual([])
  time.pass(6 * 60)
  expect(await fire()).toContain(`measure ${due.toISOString()}: done`)
  const end = { ok: false, result: "from the grave", ms: 1, rows: { read: 0, written: 0 } }
  expect(claim).toEqual({ attempt: 1 })
  expect(await finishRun(ctx, "measure", due.toISOString(), 1, end)).toBe(false)
  expect(await runsOf(ctx, "measure")).toMatchObject([{ attempts: 2, ok: true }])

  await claimRun(ctx, "tidy", due.toISOString(), due, 3600 * 1000)
  await forgetLeases(ctx)
  expect(await fire()).toContain(`tidy ${due.toISOString()}: done`)
})

test("a failed run is tried again after 5 and 20 minutes, then left, with the reason; one failing job stops no other", async () => {
  const { time, ctx } = at("2027-08-02T01:00:00Z")
  await clean(ctx)
  const broken = () => Object.assign(testCtx({ now: time.now }), { db: ctx.db })
  let tries = 0
  const failing = (name: JobName) => {
    const own = broken()
    const { bounded } = own
    if (name !== "measure") return own
    return Object.assign(own, {
      bounded(signal: AbortSignal) {
        tries++
        const inner = bounded(signal)
        Object.assign(inner.ctx, { db: new Proxy(inner.ctx.db, { get: () => failed }), as: () => inner.ctx })
        return inner
      },
    })
  }
  const fire = (line: string | null) => runDue(failing, { line, at: time.now() })
  const first = await fire("0 1 * * *")
  expect(first.map((line) => line.replace(/ .*: /, " "))).toEqual(expect.arrayContaining(["measure failed", "improve done"]))
  time.pass(4 * 60)
  await fire("*/5 * * * *")
  expect(tries).toBe(1)
  time.pass(2 * 60)
  await fire("*/5 * * * *")
  expect(tries).toBe(2)
  time.pass(21 * 60)
  await fire("*/5 * * * *")
  time.pass(3 * 3600)
  await fire("*/5 * * * *")
  expect(tries).toBe(3)
  const { jobs } = await status.view(ctx, {})
  expect(jobs.find(({ name }) => name === "measure")).toMatchObject({ lastOk: false, attempts: 3, retryAt: null })
})

test("a run's row says how long it took and what it cost in rows", async () => {
  const { ctx } = at("2027-09-01T12:00:00Z")
  await clean(ctx)
  await runJob(ctx, "seal", "figures")
  const [run] = await ctx.db
    .select()
    .from(jobRuns)
    .where(and(eq(jobRuns.name, "seal"), eq(jobRuns.dateKey, "figures")))
  expect(run).toMatchObject({ ok: true, ms: expect.any(Number), rowsRead: expect.any(Number), rowsWritten: expect.any(Number) })
})
