import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { productIdeas } from "#schemas/tables/idea.ts"
import { notFound } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"

/** Puts a taken idea back among the new ones, for a run that was given up. Throws `not_found` when it is not taken. */
export const releaseIdea = operation({
  name: "idea.release",
  about: "Puts a taken idea back, so that another run can take it.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({ id: z.string(), status: z.literal("new") }),
})(async (ctx, { id }) => {
  try {
    await ctx.commit({
      transition: ctx.db
        .update(productIdeas)
        .set({ status: "new", takenAt: null, takenBy: null })
        .where(and(eq(productIdeas.id, id), eq(productIdeas.status, "taken"))),
      audit: { operation: "idea.release", subject: id },
    })
  } catch (error) {
    if (error instanceof LostRace) throw notFound("taken idea", id)
    throw error
  }
  return { id, status: "new" as const }
})
