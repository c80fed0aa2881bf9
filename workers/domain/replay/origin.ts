import { eq } from "drizzle-orm"
import { drafts, jobs, productIdeas } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { decisionSteps, fact, loggedAbout, type WhyStep } from "./step.ts"

const mostEvidence = 8

/** Where a product comes from: the idea with its evidence and source, or whoever asked for it. */
export async function originOf(ctx: Ctx, productId: string, ideaId: string | null): Promise<WhyStep[]> {
  const [idea] = ideaId ? await ctx.db.select().from(productIdeas).where(eq(productIdeas.id, ideaId)) : []
  if (!idea) return requestOf(ctx, productId)
  const { title, evidence, source } = idea.meta
  const taken = decisionSteps(await loggedAbout(ctx, [idea.id]))
  const strongest = evidence.toSorted((a, b) => b.value * b.weight - a.value * a.weight).slice(0, mostEvidence)
  return [
    ...taken,
    fact("idea", `It began as the idea “${title}”, with ${idea.score} points.`, { id: idea.id, category: idea.meta.category }),
    ...strongest.map(({ signal, value, weight, source: from }) =>
      fact("evidence", `${signal}: ${value}, by ${from}.`, { weight: Number(weight.toFixed(3)) }),
    ),
    fact("source", `The idea was read from “${source.name}”.`, { licence: source.licence, "SHA-256": source.sha256 }, source.url),
  ]
}

async function requestOf(ctx: Ctx, productId: string): Promise<WhyStep[]> {
  const [asked] = await ctx.db
    .select({ id: jobs.id, actor: jobs.actor, at: jobs.createdAt })
    .from(drafts)
    .innerJoin(jobs, eq(jobs.id, drafts.jobId))
    .where(eq(drafts.productId, productId))
    .limit(1)
  if (!asked) return []
  const says = `${asked.actor} asked for it on ${asked.at.toISOString().slice(0, 10)}; no idea stands behind it.`
  return [fact("request", says, { run: asked.id }, `/console/jobs/${asked.id}`)]
}
