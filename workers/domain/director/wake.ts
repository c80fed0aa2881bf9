import { z } from "zod"
import { AgentBudget, WakeCause, WakeReport } from "#schemas/director.ts"
import { DirectorKey } from "#schemas/org.ts"
import { agentOf } from "#seeds/org/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { goal } from "#workers/domain/goal/index.ts"
import { advise, type Advice } from "./advise.ts"
import { actOnProposals } from "./act.ts"
import { optionsFor } from "./candidates.ts"
import { plan } from "./rules/plan.ts"

/** New proposals of one director a wake: few enough to be read. */
const most = 1

/** What a director does when it wakes: reads its goals' figures, proposes by its rule, votes on what others propose, applies what was accepted. */
export const wakeDirector = operation({
  name: "director.wake",
  about: "Lets the acting director look at its goals, propose, vote and apply.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ cause: WakeCause, remembered: z.array(z.string()).max(50).default([]) }),
  output: WakeReport,
})(async (ctx, { cause, remembered }) => {
  const key = DirectorKey.safeParse(agentOf(ctx.actor.id))
  if (ctx.actor.kind !== "agent" || !key.success) throw new AppError("forbidden", `${ctx.actor.id} is no director; only directors wake.`)
  const director = key.data
  const [{ states }, budget] = await Promise.all([goal.evaluate(ctx, { director }), budgetOf(ctx, director)])
  const missed = Object.entries(states).flatMap(([id, state]) => (state === "met" ? [] : [`${id} ${state}`]))
  const looked = missed.length > 0 ? `Goals: ${missed.join(", ")}.` : "All goals are met."
  if (cause.kind === "event") return { did: [looked], budget, model: null }
  const proposed = await propose(ctx, director, states, budget, remembered)
  const acted = await actOnProposals(ctx, director)
  const told = budget.over ? [`Over its model budget: ${budget.spent.toFixed(2)} of ${budget.cap.toFixed(2)} dollars today.`] : []
  return { did: [looked, ...told, ...proposed.did, ...acted], budget, model: proposed.model }
})

export async function budgetOf(ctx: Ctx, key: string): Promise<z.infer<typeof AgentBudget>> {
  const { cap, spent } = await ctx.spend.of(`agent:${key}`)
  return { cap: cap / 1_000_000, spent: spent / 1_000_000, over: spent >= cap }
}

/** What its memory keeps of a proposal, and knows it by. */
const proposedLine = ({ about }: { about: string }) => `Proposed: ${about}.`

async function propose(
  ctx: Ctx,
  director: DirectorKey,
  goals: Record<string, "met" | "missed" | "unknown">,
  budget: WakeReport["budget"],
  remembered: string[],
): Promise<{ did: string[]; model: string | null }> {
  const options = await optionsFor(ctx, director)
  if (options.length === 0) return { did: [], model: null }
  const advice: Advice = await advise(ctx, director, goals, options, budget, remembered)
  const candidates = options.map(({ key, kind, score }) => ({ key, kind, score }))
  const tried = options.filter((option) => remembered.some((text) => text.includes(proposedLine(option)))).map(({ key }) => key)
  const given = { director, goals, candidates, advice: advice.keys, most, tried }
  const { why } = plan.decide(given)
  const { output, write } = decideBy(ctx, plan, given, { subject: `director:${director}`, heard: advice.heard, why })
  await ctx.commit({ writes: [write], audit: { operation: "director.plan", subject: `director:${director}`, detail: output } })
  const did = advice.note ? [advice.note] : []
  for (const option of options.filter(({ key }) => output.take.includes(key))) if (await option.file(ctx)) did.push(proposedLine(option))
  return { did, model: advice.model }
}
