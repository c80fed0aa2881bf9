import { and, eq, inArray, lt, not, notExists, sql } from "drizzle-orm"
import { z } from "zod"
import { productIdeas, proposals } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** What came to nothing so often is left: it is more likely the idea than the machine. */
const mostTries = 3

/**
 * Puts back ideas that were taken and that nobody makes: their run failed a day ago and is not run again by itself, or there is none. The
 * shop's own jobs ask for the run at once, so an hour without one means that they died in between; people and keys have a day.
 */
export const giveUpIdeas = operation({
  name: "idea.give_up",
  about: "Puts back taken ideas whose run failed for good or never began, up to three times each.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ released: z.array(z.string()) }),
})(async (ctx) => {
  const stale = await staleIdeas(ctx)
  if (stale.length === 0) return { released: [] }
  const ids = stale.map(({ id }) => id)
  await ctx.commit({
    writes: stale.map(({ id, takenBy }) =>
      ctx.db
        .update(productIdeas)
        .set({ status: "new", takenAt: null, takenBy: null })
        // Whoever took it up in between has it.
        .where(and(eq(productIdeas.id, id), eq(productIdeas.status, "taken"), eq(productIdeas.takenBy, takenBy ?? ""))),
    ),
    audit: stale.map(({ id, takenBy }) => ({ operation: "idea.release", subject: id, detail: { takenBy, why: "Nobody makes it." } })),
  })
  return { released: ids }
})

function staleIdeas(ctx: Ctx) {
  const now = ctx.now().getTime()
  const { takenAt, takenBy } = productIdeas
  const patience = sql`CASE WHEN substr(${takenBy}, 1, 4) IN ('job:', 'job_') THEN ${hourMs} ELSE ${dayMs} END`
  // A run that goes on, waits, is done or was stopped by a person keeps its idea; one that failed today may be run again.
  const made = sql`EXISTS (SELECT 1 FROM jobs WHERE jobs.id = ${takenBy} AND NOT (jobs.status = 'failed' AND jobs.finished_at < ${now - dayMs}))`
  // A vote takes longer than a day, and what is put back meanwhile would be made beside it.
  const voted = ctx.db
    .select({ id: proposals.id })
    .from(proposals)
    .where(
      and(eq(proposals.kind, "brief"), eq(proposals.subject, productIdeas.id), inArray(proposals.status, ["open", "accepted", "applying"])),
    )
  const late = sql`${takenAt} < ${now} - ${patience}`
  return ctx.db
    .select({ id: productIdeas.id, takenBy })
    .from(productIdeas)
    .where(and(eq(productIdeas.status, "taken"), lt(productIdeas.tries, mostTries), late, not(made), notExists(voted)))
    .limit(50)
}
