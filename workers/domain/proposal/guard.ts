import { and, desc, eq, like, sql } from "drizzle-orm"
import type { z } from "zod"
import { ProposalKind } from "#schemas/proposal.ts"
import { changes, experiments, ledgerPostings, products, rollouts } from "#schemas/tables/index.ts"
import { experimentPolicy, guardrailPolicy, pricePolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { kindOf } from "./kinds.ts"
import type { ProposalRow } from "./list.ts"
import { guard, passingOf, type GuardInput } from "./rules/guard.ts"

/** What the guardrails say to a proposal now, and on which facts; `passing` when it may be drafted again another day. */
export async function refusalsOf(ctx: Ctx, proposal: ProposalRow) {
  const input = await guardInput(ctx, proposal)
  const { refusals } = guard.decide(input)
  const passing = passingOf(input)
  const passes = refusals.length > 0 && refusals.every((why) => passing.includes(why))
  return { input, refusals, passing: passes ? passing.map((why) => ({ by: "guard" as const, why })) : null }
}

async function guardInput(ctx: Ctx, { id, kind, subject, diff, kill }: ProposalRow): Promise<z.output<typeof GuardInput>> {
  const [[product], [changed], onSale, rolling, tried, feePerSale, running, modelMoney] = await Promise.all([
    ctx.db.select().from(products).where(eq(products.id, subject)),
    ctx.db
      .select({ at: changes.at })
      .from(changes)
      .where(and(eq(changes.subject, subject), sql`json_extract(${changes.after}, '$."product.price"') IS NOT NULL`))
      .orderBy(desc(changes.version))
      .limit(1),
    ctx.db.$count(products, eq(products.live, true)),
    ctx.db.$count(rollouts, and(eq(rollouts.subject, subject), eq(rollouts.status, "running"), sql`${rollouts.proposalId} <> ${id}`)),
    ctx.db.$count(experiments, and(eq(experiments.productId, subject), eq(experiments.status, "running"))),
    averageFee(ctx),
    ctx.db.$count(experiments, eq(experiments.status, "running")),
    kind === "brief" ? ctx.spend.view().then(({ level }) => level < 100) : true,
  ])
  const days = (since: Date | null | undefined) => (since ? (ctx.now().getTime() - since.getTime()) / 86_400_000 : null)
  return {
    kind: ProposalKind.parse(kind),
    diff,
    kill,
    shown: kindOf(kind).shown,
    policy: guardrailPolicy,
    facts: {
      floor: pricePolicy.floor,
      ceiling: pricePolicy.ceiling,
      feePerSale,
      daysSincePrice: days(changed?.at),
      ageDays: days(product?.publishedAt),
      orders: product?.metrics?.orders ?? null,
      onSale,
      rollouts: rolling + (["words", "experiment"].includes(kind) ? tried : 0),
      experiments: { running, most: experimentPolicy.mostRunning },
      measured: !!product?.metrics,
      modelMoney,
    },
  }
}

/** Payment fees of an average sale as the ledger knows them, in minor units of the shop's currency. */
async function averageFee(ctx: Ctx): Promise<number | null> {
  const [row] = await ctx.db
    .select({
      sum: sql<number>`coalesce(sum(${ledgerPostings.amount}), 0)`,
      entries: sql<number>`count(DISTINCT ${ledgerPostings.entryId})`,
    })
    .from(ledgerPostings)
    .where(and(like(ledgerPostings.account, "fees%"), eq(ledgerPostings.currency, ctx.brand.currency)))
  return row && row.entries > 0 ? Math.max(0, row.sum / row.entries) : null
}
