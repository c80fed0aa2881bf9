import { and, asc, eq } from "drizzle-orm"
import { z } from "zod"
import { controlArm } from "#schemas/experiment.ts"
import { experiments, type ExperimentLook } from "#schemas/tables/index.ts"
import { experimentPolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { LostRace, type Write } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"
import { armsByDay, controlHashOf, daysUntil, pairsOf, wholeDays, type ExperimentRow } from "./load.ts"
import { allocate } from "./rules/allocate.ts"
import { judgeExperiment } from "./rules/judge.ts"
import { endWords, liftWords } from "./words.ts"

const Judged = z.strictObject({ key: z.string(), action: z.enum(["continue", "ship", "stop"]), reason: z.string() })
type Judged = z.infer<typeof Judged>

/** Looks at every running experiment once. Looking twice a night, or after weeks of no look, changes nothing but the day. */
export const judgeExperiments = operation({
  name: "experiment.judge",
  about: "Looks at the running experiments: names what is better, stops what is worse, moves a bandit's shares.",
  scope: "write",
  approval: "none",
  decision: "experiment.end",
  input: z.strictObject({}),
  output: z.strictObject({ judged: z.array(Judged) }),
})(async (ctx) => {
  const rows = await ctx.db.select().from(experiments).where(eq(experiments.status, "running")).orderBy(asc(experiments.key))
  const judged: Judged[] = []
  for (const row of rows) judged.push(await judgeOne(ctx, row))
  return { judged }
})

async function judgeOne(ctx: Ctx, row: ExperimentRow): Promise<Judged> {
  const product = await loadProduct(ctx, row.productId)
  if ((await controlHashOf(product)) !== row.controlHash)
    return end(ctx, row, {
      writes: [],
      action: "stop",
      winner: null,
      reason: product.live ? "Somebody changed the words or the cover on the shelf." : "The product was taken off the shelf.",
    })
  const ruling = row.mode === "test" ? await judgeTest(ctx, row) : await judgeBandit(ctx, row)
  const { action, winner, look, shares } = ruling
  if (action !== "continue") return end(ctx, row, ruling)
  await ctx.commit({
    writes: [...ruling.writes, ctx.db.update(experiments).set({ look, shares, updatedAt: ctx.now() }).where(running(row.id))],
    audit: { operation: "experiment.judge", subject: row.id, detail: { action, winner, shares } },
  })
  return { key: row.key, action, reason: ruling.reason }
}

type Ruling = {
  writes: Write[]
  action: Judged["action"]
  reason: string
  winner: string | null
  look?: ExperimentLook
  shares?: Record<string, number>
}

async function judgeTest(ctx: Ctx, row: ExperimentRow): Promise<Ruling> {
  const treatment = row.arms.find(({ key }) => key !== controlArm)?.key ?? ""
  const { alpha, harmAlpha, mostDays } = experimentPolicy.test
  const days = pairsOf(daysUntil(row.startedAt, ctx.now()), await wholeDays(ctx, row.id), treatment)
  const input = { limits: { alpha, harmAlpha, share: row.shares[treatment] ?? 0.5, mostDays }, days }
  const { reason, lift } = judgeExperiment.decide(input)
  const why = `${row.key}: ${endWords(reason)} ${liftWords(lift)}`
  const { output, write } = decideBy(ctx, judgeExperiment, input, { subject: row.id, why })
  const look = { evidence: output.evidence, lift, reason, days: days.length }
  return { writes: [write], action: output.action, reason: endWords(reason), winner: output.action === "ship" ? treatment : null, look }
}

async function judgeBandit(ctx: Ctx, row: ExperimentRow): Promise<Ruling> {
  const days = armsByDay(daysUntil(row.startedAt, ctx.now()), await wholeDays(ctx, row.id))
  const input = { key: row.key, control: controlArm, arms: row.arms.map(({ key }) => key), limits: experimentPolicy.bandit, days }
  const { reason } = allocate.decide(input)
  const { output, write } = decideBy(ctx, allocate, input, { subject: row.id, why: `${row.key}: ${endWords(reason)}` })
  const look = { evidence: output.chances, lift: null, reason, days: days.length }
  return { ...output, writes: [write], reason: endWords(reason), look }
}

const running = (id: string) => and(eq(experiments.id, id), eq(experiments.status, "running"))

/** Verdict and end in one commit; of two judges at once one ends it. A winner is not on the shelf yet: it is proposed, and voted on. */
export async function end(ctx: Ctx, row: ExperimentRow, { writes, action, reason, winner, look }: Ruling): Promise<Judged> {
  const arm = action === "ship" ? row.arms.find(({ key }) => key === winner) : undefined
  const outcome = arm ? ("won" as const) : ("stopped" as const)
  try {
    await ctx.commit({
      transition: ctx.db
        .update(experiments)
        .set({
          status: "ended",
          outcome,
          reason,
          winner: arm?.key ?? null,
          endedAt: ctx.now(),
          updatedAt: ctx.now(),
          ...(look && { look }),
        })
        .where(running(row.id)),
      writes,
      audit: {
        operation: "experiment.end",
        subject: row.id,
        detail: { key: row.key, outcome, reason, winner: arm?.key ?? null, evidence: look?.evidence },
      },
    })
  } catch (error) {
    if (!(error instanceof LostRace)) throw error
  }
  return { key: row.key, action: arm ? "ship" : "stop", reason }
}
