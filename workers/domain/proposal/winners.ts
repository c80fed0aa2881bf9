import { and, asc, eq, gt } from "drizzle-orm"
import { z } from "zod"
import { controlArm, type Arm } from "#schemas/experiment.ts"
import type { ProposalDiff } from "#schemas/proposal.ts"
import { experiments, proposals } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { canonical } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"
import { controlHashOf, liftWords, totalsOf, type ExperimentRow } from "#workers/domain/experiment/index.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"
import { fileProposal, reversed } from "./file.ts"

/** A winner is proposed for so long; later the world that it won in is another one. */
const freshDays = 56

/** What won in an experiment becomes a typed proposal like any other: the shelf changes by vote, guardrails and rollout, never by a verdict alone. */
export const proposeWinners = operation({
  name: "proposal.winners",
  about: "Files a proposal for every experiment that was won and whose winner nobody has voted on.",
  scope: "write",
  approval: "none",
  decision: "experiment.end",
  input: z.strictObject({}),
  output: z.strictObject({ filed: z.array(z.string()), overtaken: z.array(z.string()).describe("experiments whose shelf changed since") }),
})(async (ctx) => {
  const since = new Date(ctx.now().getTime() - freshDays * 86_400_000)
  const won = and(eq(experiments.outcome, "won"), gt(experiments.endedAt, since))
  const rows = await ctx.db.select().from(experiments).where(won).orderBy(asc(experiments.id))
  const [filed, overtaken]: [string[], string[]] = [[], []]
  for (const row of rows) {
    const { decided, arm } = { decided: await votedOn(ctx, row.id), arm: row.arms.find(({ key }) => key === row.winner) }
    if (decided || !arm) continue
    const product = await loadProduct(ctx, row.productId)
    if ((await controlHashOf(product)) !== row.controlHash) {
      overtaken.push(row.key)
      continue
    }
    const id = await fileWinner(ctx, row, diffOfArm(arm, { ...product.draft?.copy, cover: product.coverAsset }))
    if (id) filed.push(id)
  }
  return { filed, overtaken }
})

/** Whether its winner stands before the directors, or was decided on for good. */
async function votedOn(ctx: Ctx, source: string): Promise<boolean> {
  const rows = await ctx.db.select({ passing: proposals.passing }).from(proposals).where(eq(proposals.source, source))
  return rows.some(({ passing }) => passing === null)
}

/** What of the shelf the arm would change, value by value. */
function diffOfArm({ copy, cover }: Arm, shelf: Record<string, unknown>): ProposalDiff[] {
  return Object.entries({ ...copy, ...(cover && { cover }) })
    .filter(([field, to]) => canonical(shelf[field] ?? null) !== canonical(to))
    .map(([field, to]) => ({ target: `product.${field}`, from: shelf[field], to }))
}

async function fileWinner(ctx: Ctx, row: ExperimentRow, diff: ProposalDiff[]): Promise<string | null> {
  const totals = await totalsOf(ctx, [row.id])
  const rate = (arm: string) => {
    const { visitors = 0, conversions = 0 } = totals.find((one) => one.arm === arm) ?? {}
    return { visitors, conversions, rate: visitors > 0 ? conversions / visitors : 0 }
  }
  const [was, is] = [rate(controlArm), rate(row.winner ?? "")]
  const seen = ({ visitors, conversions }: typeof was) => `${conversions} of ${visitors} bought`
  const fields = diff.map(({ target }) => target.replace("product.", "")).join(", ")
  return fileProposal(ctx, ctx.actor.id, {
    kind: "words",
    subject: row.productId,
    source: row.id,
    summary: `Show everybody what won in ${row.key}: ${fields}, for one visitor in a hundred at first.`,
    diff,
    predicted: {
      metric: "conversion_rate",
      change: Number((is.rate - was.rate).toFixed(6)),
      because: `In ${row.key} ${seen(is)}, and ${seen(was)} as it is. ${row.mode === "test" ? liftWords(row.look?.lift ?? null) : row.reason}`,
    },
    killCriterion: "Put it back when more than a fifth of who saw it and bought ask for their money back, or who sees it buys less often.",
    kill: { metric: "refund_rate", comparator: ">", threshold: 0.2, withinDays: 28 },
    rollback: "Put the words and the cover back that were there before.",
    undo: reversed(diff),
  })
}
