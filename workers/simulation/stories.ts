import { sql, type SQL } from "drizzle-orm"
import type { SQLiteTable } from "drizzle-orm/sqlite-core"
import { changes, decisions, experiments, flags, orders, products, proposals, releases, rollouts, votes } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

/** One thing that the organisation did, in words that can be read. */
export type Story = { at: string; what: string; who: string; about: string; why: string }

type Name = (id: string) => string
const noReason = "no reason was kept"

/** What was proposed, voted, changed, tried and decided, and why, in the order of time. */
export async function stories(ctx: Ctx): Promise<Story[]> {
  const [shelf, filed] = await Promise.all([
    ctx.db.select({ id: products.id, title: products.title }).from(products),
    ctx.db.select({ id: proposals.id, summary: proposals.summary }).from(proposals),
  ])
  const names = new Map([...shelf.map(({ id, title }) => [id, title] as const), ...filed.map(({ id, summary }) => [id, summary] as const)])
  const nameOf: Name = (id) => names.get(id) ?? id.replace(/^([a-z]{3})_[0-9A-Z]{26}$/, "$1")
  const all = await Promise.all([
    fromProposals(ctx, nameOf),
    fromRollouts(ctx, nameOf),
    fromExperiments(ctx, nameOf),
    fromDecisions(ctx, nameOf),
  ])
  return all.flat().toSorted((a, b) => a.at.localeCompare(b.at) || a.what.localeCompare(b.what) || a.about.localeCompare(b.about))
}

async function fromProposals(ctx: Ctx, nameOf: Name): Promise<Story[]> {
  const [filed, cast, made] = await Promise.all([
    ctx.db.select().from(proposals),
    ctx.db.select().from(votes),
    ctx.db.select().from(changes),
  ])
  return [
    ...filed.map((one) => ({
      at: one.createdAt.toISOString(),
      what: `proposal (${one.kind}), now ${one.status}`,
      who: one.author,
      about: nameOf(one.subject),
      why: one.why ? `${one.summary} ${one.why}` : one.summary,
    })),
    ...cast.map((one) => ({
      at: one.at.toISOString(),
      what: `vote ${one.choice}`,
      who: one.voter,
      about: nameOf(one.proposalId),
      why: one.reason,
    })),
    ...made.map((one) => ({
      at: one.at.toISOString(),
      what: `change, ${one.direction}`,
      who: one.actor,
      about: nameOf(one.subject),
      why: `${JSON.stringify(one.before)} → ${JSON.stringify(one.after)}`.slice(0, 300),
    })),
  ]
}

async function fromRollouts(ctx: Ctx, nameOf: Name): Promise<Story[]> {
  const rows = await ctx.db.select().from(rollouts)
  return rows.map((one) => ({
    at: (one.endedAt ?? one.startedAt).toISOString(),
    what: `rollout by ${one.way}, ${one.percent} %, ${one.status}`,
    who: "agent:coa",
    about: nameOf(one.subject),
    why: one.why ?? noReason,
  }))
}

async function fromExperiments(ctx: Ctx, nameOf: Name): Promise<Story[]> {
  const [tried, frozen] = await Promise.all([ctx.db.select().from(experiments), ctx.db.select().from(releases)])
  return [
    ...tried.map((one) => ({
      at: (one.endedAt ?? one.startedAt ?? one.createdAt).toISOString(),
      what: `experiment ${one.key} (${one.kind}, ${one.mode}), ${one.outcome ?? one.status}${one.winner ? `, ${one.winner} won` : ""}`,
      who: one.createdBy,
      about: nameOf(one.productId),
      why: one.reason ?? one.hypothesis,
    })),
    ...frozen.map((one) => ({
      at: one.frozenAt.toISOString(),
      what: `release ${one.version}`,
      who: "first sale",
      about: "the shelf",
      why: "The first paid order freezes what was sold.",
    })),
  ]
}

async function fromDecisions(ctx: Ctx, nameOf: Name): Promise<Story[]> {
  const rows = await ctx.db.select().from(decisions)
  return rows.map((one) => ({
    at: one.at.toISOString(),
    what: `${one.decision} by ${one.rule}@${one.version}`,
    who: one.agent,
    about: nameOf(one.subject),
    why: one.why,
  }))
}

/** How many there are of what, by state. */
export async function counts(ctx: Ctx): Promise<Record<string, number>> {
  const by = async (what: string, table: SQLiteTable, state: SQL<string>) => {
    const rows = await ctx.db
      .select({ state, n: sql<number>`count(*)` })
      .from(table)
      .groupBy(state)
      .orderBy(state)
    return rows.map((row): [string, number] => [`${what} ${row.state}`, row.n])
  }
  const groups = await Promise.all([
    by("proposals", proposals, sql<string>`${proposals.kind} || ' ' || ${proposals.status}`),
    by("votes", votes, sql<string>`${votes.choice}`),
    by("rollouts", rollouts, sql<string>`${rollouts.status}`),
    by("experiments", experiments, sql<string>`coalesce(${experiments.outcome}, ${experiments.status})`),
    by("orders", orders, sql<string>`${orders.status}`),
  ])
  return {
    ...Object.fromEntries(groups.flat()),
    decisions: await ctx.db.$count(decisions),
    changes: await ctx.db.$count(changes),
    flags: await ctx.db.$count(flags),
    releases: await ctx.db.$count(releases),
  }
}
