import { and, asc, desc, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { ProductBrief } from "#schemas/brief.ts"
import { GoodKind } from "#schemas/good.ts"
import { productIdeas, type IdeaMeta } from "#schemas/tables/idea.ts"
import { conflict } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { takeRule } from "./rules/take.ts"

/** Hands the best waiting idea to one caller, as a brief request; null when none waits. */
export const takeIdea = operation({
  name: "idea.take",
  about: "Takes the best new idea, for one caller only, as the brief of a product.",
  scope: "write",
  approval: "none",
  decision: "brief.accept",
  input: z.strictObject({
    id: z.string().max(60).optional().describe("this one and no other"),
    run: z.string().max(60).optional().describe("the run that it is for; without it a run has to ask for it within a day"),
  }),
  output: z.strictObject({ id: z.string(), request: ProductBrief }).nullable(),
})(async (ctx, { id: wanted, run }) => {
  // Whoever loses a race takes the next best; ten losses in a row mean a crowd that should come back later.
  for (let attempt = 0; attempt < 10; attempt++) {
    const waiting = await ctx.db
      .select({ id: productIdeas.id, meta: productIdeas.meta, score: productIdeas.score })
      .from(productIdeas)
      .where(and(eq(productIdeas.status, "new"), wanted ? eq(productIdeas.id, wanted) : undefined))
      .orderBy(desc(productIdeas.score), asc(productIdeas.id))
      .limit(3)
    const [first] = waiting
    if (!first) return null
    const candidates = waiting.map(({ id, meta, score }) => ({ id, title: meta.title, score }))
    const taken = decideBy(ctx, takeRule, { candidates }, { subject: first.id, why: "It has the strongest evidence of those that wait." })
    const best = waiting.find(({ id }) => id === taken.output.id) ?? first
    try {
      await ctx.commit({
        transition: ctx.db
          .update(productIdeas)
          .set({ status: "taken", takenAt: ctx.now(), takenBy: run ?? ctx.actor.id, tries: sql`${productIdeas.tries} + 1` })
          .where(and(eq(productIdeas.id, best.id), eq(productIdeas.status, "new"))),
        writes: [taken.write],
        audit: { operation: "idea.take", subject: best.id, detail: { score: best.score, title: best.meta.title } },
      })
      return { id: best.id, request: requestOf(best.meta) }
    } catch (error) {
      if (!(error instanceof LostRace)) throw error
    }
  }
  throw conflict("Others took every idea that was tried; try again.")
})

function requestOf({ category, audience, keywords, kind }: IdeaMeta): ProductBrief {
  const known = GoodKind.safeParse(kind)
  return { category, audience, keywords, ...(known.success ? { kind: known.data } : {}) }
}
