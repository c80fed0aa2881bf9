import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { jobs } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"
import { JobView, jobView } from "./view.ts"

export const listJobs = operation({
  name: "job.list",
  about: "Lists pipeline runs, newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    status: JobView.shape.status.optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(JobView), nextCursor: z.string().nullable() }),
})(async (ctx, { status, cursor, limit }) => {
  // Ids sort by time, so the id itself is the cursor.
  const rows = await ctx.db
    .select()
    .from(jobs)
    .where(and(status ? eq(jobs.status, status) : undefined, cursor ? lt(jobs.id, cursor) : undefined))
    .orderBy(desc(jobs.id))
    .limit(limit + 1)
  return pageOf(rows, limit, jobView)
})
