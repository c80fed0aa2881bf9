import { createRoute, z } from "@hono/zod-openapi"
import { event } from "#workers/domain/event/index.ts"
import { idea } from "#workers/domain/idea/index.ts"
import { job } from "#workers/domain/job/index.ts"
import { key } from "#workers/domain/key/index.ts"
import { mail } from "#workers/domain/mail/index.ts"
import { passage } from "#workers/domain/passage/index.ts"
import { product } from "#workers/domain/product/index.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { body, createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["office"]
const headers = IdempotencyHeader
const byId = z.strictObject({ id: z.string().max(60) })
const read = { method: "get", tags, ...keyed } as const
const write = { method: "post", tags, ...keyed } as const

const runPipeline = createRoute({
  ...write,
  path: "/v1/runs",
  operationId: "startRun",
  summary: "Starts the whole way from a brief to revenue; the answer is the run.",
  request: { ...body(draft.request.spec.input), headers },
  responses: { 202: json(draft.request.spec.output, "The run"), ...problems },
})
const viewJob = createRoute({
  ...read,
  path: "/v1/jobs/{id}",
  operationId: "getJob",
  summary: job.view.spec.about,
  request: { params: byId },
  responses: { 200: json(job.view.spec.output, "The run"), ...problems },
})
const listJobs = createRoute({
  ...read,
  path: "/v1/jobs",
  operationId: "listJobs",
  summary: job.list.spec.about,
  request: { query: job.list.spec.input },
  responses: { 200: json(job.list.spec.output, "Runs"), ...problems },
})
const board = createRoute({
  ...read,
  path: "/v1/board",
  operationId: "getBoard",
  summary: product.board.spec.about,
  responses: { 200: json(product.board.spec.output, "Products by stage"), ...problems },
})
const ingest = createRoute({
  ...write,
  path: "/v1/sources",
  operationId: "ingestSource",
  summary: idea.ingest.spec.about,
  request: { ...body(idea.ingest.spec.input), headers },
  responses: { 201: json(idea.ingest.spec.output, "What was read and kept"), ...problems },
})
const listIdeas = createRoute({
  ...read,
  path: "/v1/ideas",
  operationId: "listIdeas",
  summary: idea.list.spec.about,
  request: { query: idea.list.spec.input },
  responses: { 200: json(idea.list.spec.output, "Ideas"), ...problems },
})
const refreshIdeas = createRoute({
  ...write,
  path: "/v1/sources/own",
  operationId: "refreshIdeas",
  summary: idea.refresh.spec.about,
  request: { headers },
  responses: { 200: json(idea.refresh.spec.output, "What was read and kept, or null without figures"), ...problems },
})
const listSources = createRoute({
  ...read,
  path: "/v1/sources",
  operationId: "listSources",
  summary: idea.sources.spec.about,
  request: { query: idea.sources.spec.input },
  responses: { 200: json(idea.sources.spec.output, "Sources"), ...problems },
})
const listDropped = createRoute({
  ...read,
  path: "/v1/ideas/dropped",
  operationId: "listDroppedIdeas",
  summary: idea.dropped.spec.about,
  request: { query: idea.dropped.spec.input },
  responses: { 200: json(idea.dropped.spec.output, "What did not become an idea"), ...problems },
})
const takeIdea = createRoute({
  ...write,
  path: "/v1/ideas/take",
  operationId: "takeIdea",
  summary: idea.take.spec.about,
  request: { headers },
  responses: { 200: json(idea.take.spec.output, "The idea as a brief request, or null"), ...problems },
})
const listEvents = createRoute({
  ...read,
  path: "/v1/events",
  operationId: "listEvents",
  summary: event.list.spec.about,
  request: { query: event.list.spec.input },
  responses: { 200: json(event.list.spec.output, "Events"), ...problems },
})
const listProposals = createRoute({
  ...read,
  path: "/v1/proposals",
  operationId: "listProposals",
  summary: proposal.list.spec.about,
  request: { query: proposal.list.spec.input },
  responses: { 200: json(proposal.list.spec.output, "Proposals"), ...problems },
})
const listMails = createRoute({
  ...read,
  path: "/v1/mails",
  operationId: "listMails",
  summary: mail.list.spec.about,
  request: { query: mail.list.spec.input },
  responses: { 200: json(mail.list.spec.output, "Letters"), ...problems },
})
const indexPassages = createRoute({
  ...write,
  path: "/v1/passages",
  operationId: "indexPassages",
  summary: passage.index.spec.about,
  request: body(passage.index.spec.input),
  responses: { 200: json(passage.index.spec.output, "How many are citable now"), ...problems },
})
const loadDocument = createRoute({
  ...write,
  path: "/v1/documents",
  operationId: "loadDocument",
  summary: passage.load.spec.about,
  request: body(passage.load.spec.input),
  responses: { 200: json(passage.load.spec.output, "How many passages are citable now"), ...problems },
})
const createKey = createRoute({
  ...write,
  path: "/v1/keys",
  operationId: "createKey",
  summary: key.create.spec.about,
  request: body(key.create.spec.input),
  responses: { 201: json(key.create.spec.output, "The key, this once"), ...problems },
})
const listKeys = createRoute({
  ...read,
  path: "/v1/keys",
  operationId: "listKeys",
  summary: key.list.spec.about,
  responses: { 200: json(key.list.spec.output, "Keys"), ...problems },
})
const revokeKey = createRoute({
  method: "delete",
  tags,
  ...keyed,
  path: "/v1/keys/{id}",
  operationId: "revokeKey",
  summary: key.revoke.spec.about,
  request: { params: byId },
  responses: { 200: json(key.revoke.spec.output, "Revoked"), ...problems },
})

export const office = createRouter()
  .openapi(runPipeline, async (c) => c.json(await draft.request(c.var.ctx, c.req.valid("json")), 202))
  .openapi(viewJob, async (c) => c.json(await job.view(c.var.ctx, c.req.valid("param")), 200))
  .openapi(listJobs, async (c) => c.json(await job.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(board, async (c) => c.json(await product.board(c.var.ctx, {}), 200))
  .openapi(ingest, async (c) => c.json(await idea.ingest(c.var.ctx, c.req.valid("json")), 201))
  .openapi(refreshIdeas, async (c) => c.json(await idea.refresh(c.var.ctx, {}), 200))
  .openapi(listSources, async (c) => c.json(await idea.sources(c.var.ctx, c.req.valid("query")), 200))
  .openapi(listDropped, async (c) => c.json(await idea.dropped(c.var.ctx, c.req.valid("query")), 200))
  .openapi(listIdeas, async (c) => c.json(await idea.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(takeIdea, async (c) => c.json(await idea.take(c.var.ctx, {}), 200))
  .openapi(listEvents, async (c) => c.json(await event.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(listProposals, async (c) => c.json(await proposal.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(listMails, async (c) => c.json(await mail.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(indexPassages, async (c) => c.json(await passage.index(c.var.ctx, c.req.valid("json")), 200))
  .openapi(loadDocument, async (c) => c.json(await passage.load(c.var.ctx, c.req.valid("json")), 200))
  .openapi(createKey, async (c) => c.json(await key.create(c.var.ctx, c.req.valid("json")), 201))
  .openapi(listKeys, async (c) => c.json(await key.list(c.var.ctx, {}), 200))
  .openapi(revokeKey, async (c) => c.json(await key.revoke(c.var.ctx, c.req.valid("param")), 200))
