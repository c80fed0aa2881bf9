import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { experiments } from "#schemas/tables/index.ts"
import { conflict } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { loadExperiment } from "./load.ts"

/** Ends an experiment by word of a person or director; the shelf stays as it is. */
export const stopExperiment = operation({
  name: "experiment.stop",
  about: "Stops an experiment, with the reason; everybody sees the shelf as it is.",
  scope: "write",
  approval: "none",
  decision: "experiment.end",
  input: z.strictObject({ id: z.string().max(60), reason: z.string().trim().min(3).max(300) }),
  output: z.strictObject({ id: z.string(), key: z.string() }),
})(async (ctx, { id, reason }) => {
  const row = await loadExperiment(ctx, id)
  const over = conflict(`${row.key} has ended; there is nothing to stop.`)
  if (row.status === "ended") throw over
  try {
    await ctx.commit({
      transition: ctx.db
        .update(experiments)
        .set({ status: "ended", outcome: "stopped", reason, endedAt: ctx.now(), updatedAt: ctx.now() })
        .where(and(eq(experiments.id, id), eq(experiments.status, row.status))),
      audit: { operation: "experiment.end", subject: id, detail: { key: row.key, outcome: "stopped", reason } },
    })
  } catch (error) {
    if (error instanceof LostRace) throw over
    throw error
  }
  return { id, key: row.key }
})
