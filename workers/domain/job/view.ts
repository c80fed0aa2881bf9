import { eq } from "drizzle-orm"
import { z } from "zod"
import { jobs } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"

export const JobView = z.strictObject({
  id: z.string(),
  dag: z.string(),
  status: z.enum(["queued", "running", "waiting", "done", "failed", "cancelled"]),
  stage: z.string(),
  artifacts: z.record(z.string(), z.unknown()),
  error: z.string().nullable(),
  restarts: z.int().describe("how often a sweep had to start it again after it died"),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})
export type JobView = z.infer<typeof JobView>

export type JobRow = typeof jobs.$inferSelect

export async function loadJob(ctx: Ctx, id: string): Promise<JobRow> {
  const [row] = await ctx.db.select().from(jobs).where(eq(jobs.id, id))
  if (!row) throw notFound("job", id)
  return row
}

export const jobView = ({ id, dag, status, stage, artifacts, error, restarts, createdAt, finishedAt }: JobRow): JobView => ({
  id,
  dag,
  status,
  stage,
  artifacts,
  error,
  restarts,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
})

export const viewJob = operation({
  name: "job.view",
  about: "Shows a pipeline run: where it stands and what it made.",
  scope: "read",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60) }),
  output: JobView,
})(async (ctx, { id }) => jobView(await loadJob(ctx, id)))
