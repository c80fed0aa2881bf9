import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { effects, idempotency, jobRuns, jobs, productIdeas, searchDays, sessions } from "#schemas/tables/index.ts"
import { advanceJob, claimStaleJobs, effect, loadJob } from "#workers/domain/job/index.ts"
import { decision } from "#workers/domain/decision/index.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { idea } from "#workers/domain/idea/index.ts"
import { knitting } from "#workers/domain/idea/rules/fixtures.ts"
import { status } from "#workers/domain/status/index.ts"
import { bindings, clock, testCtx } from "#workers/test/ctx.ts"
import { onCron, runJob, runNow } from "./host.ts"
import { scheduled } from "./index.ts"

const time = clock()
const ctx = testCtx({ now: time.now })
const newRun = async () => (await draft.request(ctx, { brief: { category: "Budgeting", audience: "students" } })).jobId
const minutes = (count: number) => time.pass(count * 60)

test("an effect happens once for its run, step and number, and answers the same ever after", async () => {
  const run = ctx.id("job")
  let calls = 0
  const act = (step: string, n: number) => effect(ctx, run, step, n, async () => ({ call: ++calls }))
  expect([await act("post", 0), await act("post", 0), await act("post", 1), await act("mail", 0)]).toEqual([
    { call: 1 },
    { call: 1 },
    { call: 2 },
    { call: 3 },
  ])
  await expect(effect(ctx, run, "fails", 0, () => Promise.reject(new Error("no")))).rejects.toThrow("no")
  expect(await effect(ctx, run, "fails", 0, async () => "second try")).toBe("second try")
  expect(await ctx.db.$count(effects, eq(effects.run, run))).toBe(4)
})

test("a run whose heart has stopped is claimed by one sweep; one that waits or lives is left alone", async () => {
  const [dead, alive, waits] = [await newRun(), await newRun(), await newRun()]
  await advanceJob(ctx, dead, { status: "running" })
  await advanceJob(ctx, waits, { status: "waiting" })
  minutes(11)
  await advanceJob(ctx, alive, { status: "running" })
  const sweeps = await Promise.all([claimStaleJobs(ctx, 600_000), claimStaleJobs(ctx, 600_000)])
  expect(sweeps.flat().filter((id) => [dead, alive, waits].includes(id))).toEqual([dead])
  expect((await loadJob(ctx, dead)).restarts).toBe(1)
})

test("a run that dies five times is given up, with the reason", async () => {
  const id = await newRun()
  for (let n = 0; n < 6; n++) {
    minutes(11)
    await claimStaleJobs(ctx, 600_000)
  }
  expect(await loadJob(ctx, id)).toMatchObject({
    status: "failed",
    restarts: 5,
    error: "It died 5 times and was given up.",
    finishedAt: expect.any(Date),
  })
})

test("artifacts are merged, and an end has its time", async () => {
  const id = await newRun()
  await advanceJob(ctx, id, { artifacts: { productId: "prd_1" } })
  await advanceJob(ctx, id, { status: "done", artifacts: { draftId: "drf_1" } })
  expect(await loadJob(ctx, id)).toMatchObject({
    status: "done",
    artifacts: { productId: "prd_1", draftId: "drf_1" },
    finishedAt: ctx.now(),
  })
})

test("a cron that fires twice runs its jobs once, and what a job did stands in the status", async () => {
  const firing = { cron: "*/30 * * * *", scheduledTime: Date.parse("2026-11-22T10:30:00Z") }
  await Promise.all([onCron(firing, bindings), onCron(firing, bindings)])
  const runs = await ctx.db.select().from(jobRuns).where(eq(jobRuns.name, "listing-health"))
  expect(runs).toMatchObject([{ dateKey: "2026-11-22T10:30:00.000Z", ok: true, result: "0 checked, 0 healthy, 0 healed, 0 failing" }])
  await onCron({ ...firing, cron: "1 1 1 1 1" }, bindings)
  expect((await ctx.db.select().from(jobRuns)).map(({ name }) => name).toSorted()).toEqual(["directors", "listing-health", "pull-sales"])
})

test("a night's job is still in the status after a day of five-minute jobs, and a failing one says why", async () => {
  await runJob(ctx, "measure", "night")
  for (let n = 0; n < 70; n++) {
    minutes(5)
    await runJob(ctx, "outbox", `at ${n}`)
  }
  const { jobs: shown } = await status.view(ctx, {})
  expect(shown.find(({ name }) => name === "measure")).toMatchObject({
    lastResult: expect.stringContaining("0 measured"),
    lastRunAt: expect.any(String),
  })
  const broken = Object.assign(testCtx({ now: time.now }), { send: () => Promise.reject(new Error("queue away")) })
  expect(await runJob(broken, "outbox", "broken")).toEqual({ ok: false, result: "Error: queue away" })
  expect(await runJob(broken, "outbox", "broken")).toBeNull()
})

test("recover restarts what died; after a kill it waits for nobody", async () => {
  const id = await newRun()
  const own = testCtx({ now: time.now })
  expect(await runNow(own, "recover", { impatient: false })).toMatchObject({ ok: true })
  expect(own.restarted).not.toContain(id)
  await runNow(own, "recover", { impatient: true })
  expect(own.restarted).toContain(id)
})

test("the night's idea becomes a run to the gate; without an idea nothing is started", async () => {
  const own = testCtx({ now: time.now })
  expect(await scheduled["trend-ingest"].run(own)).toBe("no new idea")
  await idea.ingest(own, { name: "README.md", text: knitting })
  expect(await scheduled["trend-ingest"].run(own)).toMatch(/: job_/)
  const [jobId = ""] = own.started
  const { input } = await loadJob(own, jobId)
  expect(input).toMatchObject({ until: "gate", ideaId: expect.stringMatching(/^ida_/) })
  const { items } = await decision.list(own, { subject: String(input.ideaId) })
  expect(items.map(({ rule, agent: by }) => [rule, by])).toEqual([
    ["brief.screen", "agent:sourcing-bot"],
    ["idea.take", "agent:sourcing-bot"],
  ])
})

test("what shoppers looked for in vain until tonight is an idea that tonight's choice can take", async () => {
  const own = testCtx({ now: time.now })
  const day = time.now().toISOString().slice(0, 10)
  await own.db.delete(productIdeas)
  await own.db.insert(searchDays).values({ day, query: "harp tuning log", count: 40, results: 0 }).onConflictDoNothing()
  expect(await scheduled["trend-ingest"].run(own)).toMatch(/: job_/)
  const [jobId = ""] = own.started
  const { ideaId } = (await loadJob(own, jobId)).input
  const [row] = await own.db
    .select()
    .from(productIdeas)
    .where(eq(productIdeas.id, String(ideaId)))
  expect(row).toMatchObject({ status: "taken", takenBy: jobId, meta: { source: { name: "our own shop" } } })
})

test("the weekly job deletes what has served its time and nothing else", async () => {
  const [now, old] = [ctx.now(), new Date(ctx.now().getTime() - 40 * 86_400_000)]
  const session = (hash: string, expiresAt: Date) => ({ hash, keyId: "owner", createdAt: old, expiresAt })
  await ctx.db.insert(sessions).values([session("dead", old), session("alive", new Date(now.getTime() + 1000))])
  const slot = (key: string, at: Date) => ({ actor: "a", route: "r", key, bodyHash: "h", at })
  await ctx.db.insert(idempotency).values([slot("old", old), slot("new", now)])
  await ctx.db.insert(jobRuns).values({ name: "tidy", dateKey: "long ago", startedAt: old })
  expect(await scheduled.tidy.run(ctx)).toMatch(/^\d+ rows deleted$/)
  expect((await ctx.db.select().from(sessions)).map(({ hash }) => hash)).toEqual(["alive"])
  expect((await ctx.db.select().from(idempotency)).map(({ key }) => key)).toEqual(["new"])
  expect(await ctx.db.$count(jobRuns, eq(jobRuns.dateKey, "long ago"))).toBe(0)
  expect(await ctx.db.$count(jobs)).toBeGreaterThan(0)
})
