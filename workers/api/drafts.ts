import { createRoute, z } from "@hono/zod-openapi"
import { ProductBrief } from "#schemas/brief.ts"
import { ProductDraft } from "#schemas/draft.ts"
import { draft, draftView, loadDraft } from "#workers/domain/draft/index.ts"
import { awaitJob, JobView, jobView, loadJob } from "#workers/domain/job/index.ts"
import { AppError } from "#workers/errors.ts"
import { rethrow } from "#workers/problem.ts"
import { body, createRouter, json, keyed, PreferHeader, problems } from "./router.ts"

const patience = 55_000

const create = createRoute({
  method: "post",
  path: "/v1/products/draft",
  operationId: "draftProduct",
  tags: ["products"],
  summary: "Generate product draft from brief",
  ...keyed,
  request: { ...body(ProductBrief.meta({ id: "ProductBrief" })), headers: PreferHeader },
  responses: {
    200: json(ProductDraft.meta({ id: "ProductDraft" }), "The draft, with its files, variants and scores"),
    202: json(JobView.meta({ id: "Job" }), "The run that makes it, when the client prefers not to wait"),
    ...problems,
  },
})

const list = createRoute({
  method: "get",
  path: "/v1/drafts",
  operationId: "listDrafts",
  tags: ["products"],
  summary: draft.list.spec.about,
  ...keyed,
  request: { query: draft.list.spec.input },
  responses: { 200: json(draft.list.spec.output, "Drafts, newest first"), ...problems },
})

const view = createRoute({
  method: "get",
  path: "/v1/drafts/{id}",
  operationId: "getDraft",
  tags: ["products"],
  summary: draft.view.spec.about,
  ...keyed,
  request: { params: draft.view.spec.input },
  responses: { 200: json(ProductDraft, "The draft"), ...problems },
})

const review = createRoute({
  method: "get",
  path: "/v1/drafts/{id}/review",
  operationId: "reviewDraft",
  tags: ["products"],
  summary: draft.review.spec.about,
  ...keyed,
  request: { params: draft.review.spec.input },
  responses: { 200: json(draft.review.spec.output, "The draft as the gate saw it"), ...problems },
})

const decide = createRoute({
  method: "post",
  path: "/v1/drafts/{id}/decision",
  operationId: "decideDraft",
  tags: ["products"],
  summary: draft.decide.spec.about,
  ...keyed,
  request: { params: z.strictObject({ id: z.string() }), ...body(draft.decide.spec.input.omit({ id: true })) },
  responses: { 200: json(draft.decide.spec.output, "The draft's new status"), ...problems },
})

export const drafts = createRouter()
  .openapi(create, async (c) => {
    const { ctx } = c.var
    const { jobId } = await bare(draft.request(ctx, { brief: c.req.valid("json") }))
    const wait = !(c.req.valid("header").prefer ?? "").includes("respond-async")
    const job = wait ? await awaitJob(ctx, jobId, patience) : null
    if (!job) {
      c.header("location", `/v1/jobs/${jobId}`)
      if (!wait) c.header("preference-applied", "respond-async")
      return c.json(jobView(await loadJob(ctx, jobId)), 202)
    }
    await bare(Promise.resolve(job.artifacts.problem).then(rethrow))
    if (job.status === "failed")
      throw new AppError("upstream", `The draft could not be made: ${job.error ?? "unknown"} Job ${jobId} has the details.`)
    return c.json(await draftView(ctx, await loadDraft(ctx, String(job.artifacts.draftId))), 200)
  })
  .openapi(list, async (c) => c.json(await draft.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(view, async (c) => c.json(await draft.view(c.var.ctx, c.req.valid("param")), 200))
  .openapi(review, async (c) => c.json(await draft.review(c.var.ctx, c.req.valid("param")), 200))
  .openapi(decide, async (c) => c.json(await draft.decide(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))

/** The body of this route is the brief itself, so its fields are named without the operation's `brief/` before them. */
async function bare<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const own = (text: string) => text.replace(/^brief\//, "")
    const fields = error.fields.map(({ field, message }) => ({ field: own(field), message }))
    throw new AppError(error.code, own(error.message), { fields, retryAfter: error.retryAfter, cause: error })
  }
}
