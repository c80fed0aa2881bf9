import { and, eq, inArray } from "drizzle-orm"
import type { z } from "zod"
import type { DirectorKey } from "#schemas/org.ts"
import { proposals } from "#schemas/tables/index.ts"
import { directors, executors } from "#seeds/org/index.ts"
import { guardrailPolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { flagSetting } from "#workers/domain/flag/index.ts"
import { idea } from "#workers/domain/idea/index.ts"
import { fileProposal, reversed } from "#workers/domain/proposal/index.ts"
import type { Candidate } from "./rules/plan.ts"

/** Something a director could propose now, and how it would file it. */
export type Option = z.infer<typeof Candidate> & { about: string; file(ctx: Ctx): Promise<string | null> }

/** What is at hand for a director, found by code; the rule chooses. */
export function optionsFor(ctx: Ctx, director: DirectorKey): Promise<Option[]> {
  if (director === "cpa") return briefs(ctx)
  return director === "coa" ? budgets(ctx) : Promise.resolve([])
}

/** The best ideas, while no other new product is under vote. */
async function briefs(ctx: Ctx): Promise<Option[]> {
  const pending = await ctx.db.$count(
    proposals,
    and(eq(proposals.kind, "brief"), inArray(proposals.status, ["open", "accepted", "applying"])),
  )
  if (pending > 0) return []
  const { items } = await idea.list(ctx, { status: "new", limit: 5 })
  return items.map(({ id, title, category, audience, score, evidence }) => ({
    key: id,
    kind: "brief",
    score,
    about: `${title}: ${category} for ${audience}`.slice(0, 200),
    async file(as) {
      const taken = await idea.take(as, { id })
      if (!taken) return null
      const seen = evidence.slice(0, 3).map(({ signal, value, source }) => `${signal} ${value} (${source})`)
      return fileProposal(as, as.actor.id, {
        kind: "brief",
        subject: id,
        summary: `Make a product about ${category} for ${audience}.`,
        diff: [{ target: "brief.new", from: null, to: taken.request }],
        predicted: { metric: "products.live", change: 1, because: `Demand ${score.toFixed(0)} of 100: ${seen.join(", ")}.`.slice(0, 400) },
        killCriterion: "The gate refuses it, or it has no order when its brief's time is up.",
        rollback: "Withdraw the product; a draft that waits is rejected.",
      })
    },
  }))
}

/** More for who ran out of money today, less for who may spend most. */
async function budgets(ctx: Ctx): Promise<Option[]> {
  const { most, mostStep } = guardrailPolicy.budget
  const all = await Promise.all(
    [...directors, ...executors].map(async ({ key }) => {
      const [{ cap, spent }, now] = await Promise.all([ctx.spend.of(`agent:${key}`), flagSetting(ctx, `budget.${key}`)])
      return { key, cap, spent, now: Number(now) }
    }),
  )
  const raise = all
    .filter(({ cap, spent, now }) => spent >= cap && now < most)
    .map(({ key, spent, now }) => budgetOption("raise", key, now, Math.min(most, now * (1 + mostStep)), spent / 1_000_000))
  const cut = all.map(({ key, now }) => budgetOption("cut", key, now, Math.max(0.1, now * 0.8), now))
  return [...raise, ...cut]
}

function budgetOption(kind: "raise" | "cut", agentKey: string, from: number, wanted: number, score: number): Option {
  const to = Math.round(wanted * 100) / 100
  const diff = [{ target: `budget.${agentKey}`, from, to }]
  const words = kind === "raise" ? "Raise" : "Lower"
  return {
    key: `${kind}:${agentKey}`,
    kind,
    score,
    about: `${words} the budget of ${agentKey} from ${from} to ${to} dollars a day`,
    file: (as) =>
      fileProposal(as, as.actor.id, {
        kind: "budget",
        subject: `agent:${agentKey}`,
        summary: `${words} the model budget of ${agentKey} from ${from} to ${to} dollars a day.`,
        diff,
        predicted: {
          metric: "costs.models_per_revenue",
          change: to - from,
          because: kind === "raise" ? "It ran out of money today." : "Models cost more of the revenue than their goal allows.",
        },
        killCriterion: "Put it back when models cost more than a fifth of revenue for a week.",
        kill: { metric: "costs.models_per_revenue", comparator: ">", threshold: 0.2, withinDays: 7 },
        rollback: `Set it back to ${from}.`,
        undo: reversed(diff),
      }),
  }
}
