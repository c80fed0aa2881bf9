import { asc, count, eq, sql } from "drizzle-orm"
import { audit, jobRuns, orders, products, proposals, releases, rollouts, votes } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { decision } from "#workers/domain/decision/index.ts"
import { replay } from "#workers/domain/replay/index.ts"
import { trials, type Trial } from "./trials.ts"

type Ballot = { at: string; voter: string; choice: "for" | "against" | "abstain"; reason: string }
type Step = { at: string; percent: number | null; status: string | null; why: string }
/** How far a change came to be shown, step by step. */
export type Shown = { way: "visitors" | "time"; percent: number; status: string; startedAt: string; why: string; steps: Step[] }
/** What an agent asked for, who voted how, and what became of it. */
export type Proposed = {
  at: string
  kind: string
  about: string
  author: string
  summary: string
  status: string
  why: string
  votes: Ballot[]
  rollout: Shown | null
}
export type JobRecord = { name: string; runs: number; failed: number; last: string }
/** The log made again from itself after the last day. */
export type Replayed = {
  ok: boolean
  decisions: number
  same: number
  links: number
  rules: { rule: string; count: number }[]
  says: string
}

/** What the organisation did in the time that was played, to be read by people. */
export type Chronicle = {
  proposals: Proposed[]
  experiments: Trial[]
  releases: { at: string; version: string }[]
  orders: { status: string; n: number }[]
  jobs: JobRecord[]
  replay: Replayed
}

/** Reads from the shop's own tables what was proposed, voted, rolled out, tried and run, and makes every decision again. */
export async function chronicleOf(ctx: Ctx): Promise<Chronicle> {
  const shelf = await ctx.db.select({ id: products.id, title: products.title }).from(products)
  const titles = new Map(shelf.map(({ id, title }) => [id, title]))
  const nameOf = (id: string) => titles.get(id) ?? id.replace(/^([a-z]{3})_[0-9A-Z]{26}$/, "$1")
  const frozen = await ctx.db.select().from(releases).orderBy(asc(releases.frozenAt))
  return {
    proposals: await proposed(ctx, nameOf),
    experiments: await trials(ctx, nameOf),
    releases: frozen.map(({ frozenAt, version }) => ({ at: frozenAt.toISOString(), version })),
    orders: await ctx.db.select({ status: orders.status, n: count() }).from(orders).groupBy(orders.status).orderBy(asc(orders.status)),
    jobs: await jobs(ctx),
    replay: await replayed(ctx),
  }
}

async function proposed(ctx: Ctx, nameOf: (id: string) => string): Promise<Proposed[]> {
  const [filed, cast, rolled, stepped] = await Promise.all([
    ctx.db.select().from(proposals).orderBy(asc(proposals.createdAt), asc(proposals.summary)),
    ctx.db.select().from(votes).orderBy(asc(votes.at), asc(votes.voter)),
    ctx.db.select().from(rollouts),
    ctx.db.select().from(audit).where(eq(audit.operation, "rollout.change")).orderBy(asc(audit.at)),
  ])
  return filed.map((one) => {
    const row = rolled.find(({ proposalId }) => proposalId === one.id)
    const steps = stepped.filter(({ subject }) => subject === one.id).map(({ at, detail }) => stepOf(at, detail))
    return {
      at: one.createdAt.toISOString(),
      kind: one.kind,
      about: nameOf(one.subject),
      author: one.author,
      summary: one.summary,
      status: one.status,
      why: one.why ?? "",
      votes: cast
        .filter(({ proposalId }) => proposalId === one.id)
        .map(({ at, voter, choice, reason }) => ({ at: at.toISOString(), voter, choice, reason })),
      rollout: row
        ? { way: row.way, percent: row.percent, status: row.status, startedAt: row.startedAt.toISOString(), why: row.why ?? "", steps }
        : null,
    }
  })
}

function stepOf(at: Date, { percent, status, why }: { percent?: unknown; status?: unknown; why?: unknown }): Step {
  return {
    at: at.toISOString(),
    percent: typeof percent === "number" ? percent : null,
    status: typeof status === "string" ? status : null,
    why: String(why ?? ""),
  }
}

/** Every job with its runs; run records that are older than the shop keeps them are counted no more. */
async function jobs(ctx: Ctx): Promise<JobRecord[]> {
  const rows = await ctx.db
    .select({
      name: jobRuns.name,
      runs: sql<number>`count(*)`,
      failed: sql<number>`coalesce(sum(${jobRuns.ok} = 0), 0)`,
      // SQLite takes the other columns of a row from where the maximum is.
      at: sql<number>`max(${jobRuns.startedAt})`,
      last: sql<string | null>`${jobRuns.result}`,
    })
    .from(jobRuns)
    .groupBy(jobRuns.name)
    .orderBy(asc(jobRuns.name))
  return rows.map(({ name, runs, failed, last }) => ({ name, runs, failed, last: last ?? "" }))
}

async function replayed(ctx: Ctx): Promise<Replayed> {
  await decision.seal(ctx, {})
  const { ok, decisions: made, same, rules, chain, different } = await replay.run(ctx, { run: "all" })
  const [first] = different
  const broken = chain.broken ? `The chain breaks at link ${chain.broken.seq}: ${chain.broken.why}` : ""
  const differs = first ? `${first.rule} about ${first.subject} decides otherwise today: ${first.why}` : ""
  const says = [differs, broken].filter(Boolean).join(" ") || `${same} made again bit for bit; the chain of ${chain.links} holds.`
  return { ok, decisions: made, same, links: chain.links, rules, says }
}
