import { z } from "zod"
import { ProductBrief } from "#schemas/brief.ts"
import { operation } from "#workers/operation.ts"
import { screenBrief } from "#workers/domain/brief/index.ts"
import { madeByRun } from "#workers/domain/idea/index.ts"
import { jobRow } from "#workers/domain/job/index.ts"

/** Opens the run that makes a draft from a brief; the policy screen speaks before the run is written. */
export const requestDraft = operation({
  name: "draft.request",
  about: "Starts making a product draft from a brief, or the whole way to revenue when channels are named.",
  scope: "write",
  approval: "none",
  decision: "brief.accept",
  input: z.strictObject({
    brief: ProductBrief,
    ideaId: z.string().nullable().default(null),
    until: z.enum(["gate", "improve"]).default("gate"),
    channels: z.array(z.string()).max(10).default([]),
  }),
  output: z.strictObject({ jobId: z.string() }),
})(async (ctx, { brief, ideaId, until, channels }) => {
  const jobId = ctx.id("job")
  const screened = await screenBrief(ctx, brief, ideaId ?? jobId)
  await ctx.commit({
    writes: [
      screened.write,
      jobRow(ctx, jobId, {
        from: "ingest",
        until,
        request: brief,
        ideaId,
        channels,
        productId: ctx.id("product"),
        draftId: ctx.id("draft"),
      }),
      ...(ideaId ? [madeByRun(ctx, ideaId, jobId)] : []),
    ],
    audit: { operation: "draft.request", subject: jobId, detail: { brief, until, channels } },
  })
  await ctx.start(jobId)
  return { jobId }
})
