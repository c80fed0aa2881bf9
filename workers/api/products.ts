import { createRoute, z } from "@hono/zod-openapi"
import { ProductList, ProductPage } from "#schemas/product.ts"
import { awaitJob, loadJob } from "#workers/domain/job/index.ts"
import { ChannelResult, listing } from "#workers/domain/listing/index.ts"
import { checkPublish, knownChannels, product, PublishRequest } from "#workers/domain/product/index.ts"
import { AppError } from "#workers/errors.ts"
import { rethrow } from "#workers/problem.ts"
import { body, createRouter, json, keyed, PreferHeader, problems } from "./router.ts"

const patience = 55_000

const PublishReport = z
  .strictObject({
    job_id: z.string().nullable(),
    draft_id: z.string(),
    product_id: z.string(),
    status: z.string().describe("the run's status; null job and `validated` with validate_only"),
    results: z.array(ChannelResult).describe("one entry a channel: partial success is reported as such"),
  })
  .meta({ id: "PublishReport" })

const publish = createRoute({
  method: "post",
  path: "/v1/products/publish",
  operationId: "publishProduct",
  tags: ["products"],
  summary: "Publish product to channels",
  ...keyed,
  request: { ...body(PublishRequest.meta({ id: "PublishRequest" })), headers: PreferHeader },
  responses: {
    200: json(PublishReport, "What each channel shows now"),
    202: json(PublishReport, "The run that publishes it"),
    ...problems,
  },
})

const search = createRoute({
  method: "get",
  path: "/v1/products",
  operationId: "listProducts",
  tags: ["products"],
  summary: product.search.spec.about,
  request: { query: product.search.spec.input.omit({ visitor: true, count: true }) },
  responses: { 200: json(ProductList.meta({ id: "ProductList" }), "Products on sale"), ...problems },
})

const find = createRoute({
  method: "get",
  path: "/v1/search",
  operationId: "searchProducts",
  tags: ["products"],
  summary: "Searches the products on sale by words.",
  request: { query: product.search.spec.input.omit({ visitor: true, count: true }) },
  responses: { 200: json(ProductList, "Products on sale, the best match first"), ...problems },
})

const page = createRoute({
  method: "get",
  path: "/v1/products/{slug}",
  operationId: "getProduct",
  tags: ["products"],
  summary: product.page.spec.about,
  request: { params: z.strictObject({ slug: z.string().max(120) }) },
  responses: { 200: json(ProductPage.meta({ id: "Product" }), "The product"), ...problems },
})

const listings = createRoute({
  method: "get",
  path: "/v1/listings",
  operationId: "listListings",
  tags: ["products"],
  summary: listing.list.spec.about,
  ...keyed,
  request: { query: listing.list.spec.input },
  responses: { 200: json(listing.list.spec.output, "Listings"), ...problems },
})

export const products = createRouter()
  .openapi(publish, async (c) => {
    const { ctx } = c.var
    const request = c.req.valid("json")
    if (request.validate_only) {
      const channels = knownChannels(ctx, request.channel)
      const { draft, price } = await checkPublish(ctx, request)
      const { id, productId } = draft
      const results = await Promise.all(channels.map((channel) => listing.validate(ctx, { productId, draftId: id, channel, price })))
      return c.json({ job_id: null, draft_id: id, product_id: productId, status: "validated", results }, 200)
    }
    const { jobId, draftId, productId } = await product.publish(ctx, request)
    const report = { job_id: jobId, draft_id: draftId, product_id: productId }
    const wait = !(c.req.valid("header").prefer ?? "").includes("respond-async")
    const job = wait ? await awaitJob(ctx, jobId, patience, ({ artifacts }) => "listings" in artifacts) : null
    if (!job) {
      c.header("location", `/v1/jobs/${jobId}`)
      if (!wait) c.header("preference-applied", "respond-async")
      return c.json({ ...report, status: (await loadJob(ctx, jobId)).status, results: [] }, 202)
    }
    rethrow(job.artifacts.problem)
    if (job.status === "failed")
      throw new AppError("upstream", `Nothing was published: ${job.error ?? "unknown"} Job ${jobId} has the details.`)
    return c.json({ ...report, status: job.status, results: z.array(ChannelResult).parse(job.artifacts.listings ?? []) }, 200)
  })
  .openapi(search, async (c) => c.json(await product.search(c.var.ctx, c.req.valid("query")), 200))
  .openapi(find, async (c) => c.json(await product.search(c.var.ctx, c.req.valid("query")), 200))
  .openapi(page, async (c) => c.json(await product.page(c.var.ctx, c.req.valid("param")), 200))
  .openapi(listings, async (c) => c.json(await listing.list(c.var.ctx, c.req.valid("query")), 200))
