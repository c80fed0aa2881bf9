import { and, asc, desc, eq, inArray, lt } from "drizzle-orm"
import { z } from "zod"
import { ExperimentStatus, ExperimentView } from "#schemas/experiment.ts"
import type { ProposalStatus } from "#schemas/proposal.ts"
import { experiments, products, proposals } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"
import { daysUntil, loadExperiment, totalsOf, type ExperimentRow } from "./load.ts"
import { standing } from "./words.ts"

const Experiment = ExperimentView.meta({ id: "Experiment" })

export const listExperiments = operation({
  name: "experiment.list",
  about: "Lists the experiments with their figures, evidence and ends, newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    status: ExperimentStatus.optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: z.strictObject({ items: z.array(Experiment), nextCursor: z.string().nullable() }),
})(async (ctx, { status, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(experiments)
    .where(and(status ? eq(experiments.status, status) : undefined, cursor ? lt(experiments.id, cursor) : undefined))
    .orderBy(desc(experiments.id))
    .limit(limit + 1)
  const views = await viewsOf(ctx, rows)
  return pageOf(views, limit, (view) => view)
})

export const viewExperiment = operation({
  name: "experiment.view",
  about: "Shows one experiment with its figures.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60) }),
  output: Experiment,
})(async (ctx, { id }) => {
  const [view] = await viewsOf(ctx, [await loadExperiment(ctx, id)])
  if (!view) throw new Error(`Experiment ${id} has no view.`)
  return view
})

async function viewsOf(ctx: Ctx, rows: ExperimentRow[]): Promise<ExperimentView[]> {
  if (rows.length === 0) return []
  const productIds = [...new Set(rows.map(({ productId }) => productId))]
  const [totals, titles, filed] = await Promise.all([
    totalsOf(
      ctx,
      rows.map(({ id }) => id),
    ),
    ctx.db.select({ id: products.id, title: products.title }).from(products).where(inArray(products.id, productIds)),
    winnersOf(
      ctx,
      rows.map(({ id }) => id),
    ),
  ])
  return rows.map((row) => {
    const proposed = filed.get(row.id) ?? null
    const days = row.startedAt ? daysUntil(row.startedAt, row.endedAt ?? ctx.now()).length : 0
    return {
      id: row.id,
      key: row.key,
      productId: row.productId,
      product: titles.find(({ id }) => id === row.productId)?.title ?? "",
      kind: row.kind,
      mode: row.mode,
      status: row.status,
      outcome: row.outcome,
      reason: row.reason,
      winner: row.winner,
      proposal: proposed,
      hypothesis: row.hypothesis,
      arms: row.arms.map(({ key, about }) => {
        const own = totals.find(({ id, arm }) => id === row.id && arm === key)
        const { visitors = 0, conversions = 0, refunds = 0, revenue = 0 } = own ?? {}
        return { arm: key, about, share: row.shares[key] ?? 0, visitors, conversions, refunds, revenue }
      }),
      days,
      evidence: row.look?.evidence ?? null,
      lift: row.look?.lift ?? null,
      saying: standing({ ...row, days, proposal: proposed?.status ?? null }),
      createdAt: row.createdAt.toISOString(),
      startedAt: row.startedAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
    }
  })
}

/** The newest proposal to put an experiment's winner on the shelf, by experiment. */
async function winnersOf(ctx: Ctx, ids: string[]): Promise<Map<string, { id: string; status: ProposalStatus }>> {
  const { id, status, source } = proposals
  const rows = await ctx.db.select({ id, status, source }).from(proposals).where(inArray(source, ids)).orderBy(asc(id))
  return new Map(rows.map((row) => [row.source ?? "", { id: row.id, status: row.status }]))
}
