import { and, count, desc, eq, inArray, isNotNull, isNull, max } from "drizzle-orm"
import { z } from "zod"
import { SafeMode } from "#schemas/models.ts"
import { Status } from "#schemas/status.ts"
import { events, experiments, jobRuns, jobs, orders, products, releases } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { schedules } from "./schedule.ts"

/** What the shop stands on right now: ports, checks, counts, scheduled jobs. */
export const viewStatus = operation({
  name: "status.view",
  about: "Says which parts are embedded, sandbox or live, and whether they work.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({}),
  output: Status,
})(async (ctx) => {
  const [checks, counts, runs, made] = await Promise.all([checkParts(ctx), counted(ctx), lastRuns(ctx), madeOf(ctx)])
  return {
    name: ctx.brand.name,
    version: "0.1.0",
    now: ctx.now().toISOString(),
    ok: checks.every(({ ok }) => ok),
    ports: ports(ctx),
    checks,
    counts,
    ...made,
    jobs: schedules.map(({ name, every, next, catchUp }) => {
      const run = runs.find((row) => row.name === name)
      return {
        name,
        every,
        lastRunAt: run?.startedAt?.toISOString() ?? null,
        lastResult: run ? (run.result ?? "running") : null,
        lastOk: run?.ok ?? null,
        lastMs: run?.ms ?? null,
        attempts: run?.attempts ?? 0,
        retryAt: run?.retryAt?.toISOString() ?? null,
        rowsRead: run?.rowsRead ?? null,
        rowsWritten: run?.rowsWritten ?? null,
        catchUp,
        nextRunAt: next(ctx.now()).toISOString(),
      }
    }),
  }
})

function ports(ctx: Ctx) {
  const models = ctx.models.providers.map(({ name, mode, model, useFor, resting }) => ({
    port: "models",
    adapter: name,
    mode,
    detail:
      name === "embedded"
        ? "the embedded composer, no model"
        : `${model}${resting ? ", resting after failures" : ""}: ${useFor.join(", ")}`,
  }))
  const channels = Object.values(ctx.channels).map(({ name, mode }) => ({
    port: "channels",
    adapter: name,
    mode,
    detail: mode === "embedded" ? "our own shop" : "",
  }))
  const safety = SafeMode.options.map((name) => ({
    port: "safe modes",
    adapter: name,
    mode: "embedded" as const,
    detail: ctx.models.safeModes.includes(name) ? "on" : "OFF: seeds/models.yaml leaves it out",
  }))
  return [
    ...models,
    ...safety,
    {
      port: "payments",
      adapter: ctx.payments.name,
      mode: ctx.payments.mode,
      detail: ctx.payments.mode === "sandbox" ? "no money moves" : "",
    },
    ...channels,
    { port: "search", adapter: ctx.search.name, mode: ctx.search.mode, detail: "words and meaning" },
    { port: "mail", adapter: ctx.mail.name, mode: ctx.mail.mode, detail: ctx.mail.mode === "embedded" ? "kept in the outbox" : "" },
    ...Object.values(ctx.posts).map(({ name, mode }) => ({ port: "posts", adapter: name, mode, detail: "" })),
    ...Object.values(ctx.ads).map(({ name, mode }) => ({
      port: "ads",
      adapter: name,
      mode,
      detail: "spends only what a budget line holds",
    })),
    { port: "files", adapter: ctx.files.name, mode: "live" as const, detail: "by SHA-256" },
  ]
}

async function checkParts(ctx: Ctx) {
  const tries: [string, () => Promise<string>][] = [
    ["database", async () => `${(await ctx.db.select({ n: count() }).from(products))[0]?.n ?? 0} products`],
    ["files", async () => ctx.files.get("0".repeat(64)).then(() => "answers")],
  ]
  return Promise.all(
    tries.map(async ([name, look]) => {
      try {
        return { name, ok: true, detail: await look() }
      } catch (error) {
        return { name, ok: false, detail: String(error) }
      }
    }),
  )
}

async function counted(ctx: Ctx) {
  const { db } = ctx
  const [[live], [paid], [running], [waiting], [parked]] = await db.batch([
    db.select({ n: count() }).from(products).where(eq(products.live, true)),
    db
      .select({ n: count() })
      .from(orders)
      .where(inArray(orders.status, ["paid", "refunded"])),
    db
      .select({ n: count() })
      .from(jobs)
      .where(inArray(jobs.status, ["queued", "running"])),
    db
      .select({ n: count() })
      .from(events)
      .where(and(isNull(events.handledAt), isNull(events.parkedAt))),
    db.select({ n: count() }).from(events).where(isNotNull(events.parkedAt)),
  ])
  return {
    products: live?.n ?? 0,
    orders: paid?.n ?? 0,
    jobsRunning: running?.n ?? 0,
    eventsWaiting: waiting?.n ?? 0,
    eventsParked: parked?.n ?? 0,
  }
}

/** The release that was frozen last, and what is tried on visitors. */
async function madeOf(ctx: Ctx) {
  const { db } = ctx
  const [[newest], tried] = await db.batch([
    db
      .select({ version: releases.version, hash: releases.hash, frozenAt: releases.frozenAt })
      .from(releases)
      .orderBy(desc(releases.frozenAt))
      .limit(1),
    db.select({ status: experiments.status, n: count() }).from(experiments).groupBy(experiments.status),
  ])
  const of = (status: string) => tried.find((row) => row.status === status)?.n ?? 0
  return {
    release: newest ? { ...newest, frozenAt: newest.frozenAt.toISOString() } : null,
    experiments: { running: of("running"), ended: of("ended") },
  }
}

async function lastRuns(ctx: Ctx) {
  // SQLite takes the other columns from the row that holds the maximum.
  return ctx.db
    .select({
      name: jobRuns.name,
      startedAt: max(jobRuns.startedAt),
      result: jobRuns.result,
      ok: jobRuns.ok,
      ms: jobRuns.ms,
      attempts: jobRuns.attempts,
      retryAt: jobRuns.retryAt,
      rowsRead: jobRuns.rowsRead,
      rowsWritten: jobRuns.rowsWritten,
    })
    .from(jobRuns)
    .groupBy(jobRuns.name)
}
