import { createRoute, z } from "@hono/zod-openapi"
import { Release } from "#schemas/release.ts"
import { experiment } from "#workers/domain/experiment/index.ts"
import { release } from "#workers/domain/release/index.ts"
import { body, createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["experiments"]
const headers = IdempotencyHeader
const byId = z.strictObject({ id: z.string().max(60) })
const read = { method: "get", tags, ...keyed } as const
const write = { method: "post", tags, ...keyed } as const
const Experiment = experiment.view.spec.output
const Started = experiment.start.spec.output
Release.meta({ id: "Release" })

const list = createRoute({
  ...read,
  path: "/v1/experiments",
  operationId: "listExperiments",
  summary: experiment.list.spec.about,
  request: { query: experiment.list.spec.input },
  responses: { 200: json(experiment.list.spec.output, "Experiments"), ...problems },
})
const view = createRoute({
  ...read,
  path: "/v1/experiments/{id}",
  operationId: "getExperiment",
  summary: experiment.view.spec.about,
  request: { params: byId },
  responses: { 200: json(Experiment, "The experiment"), ...problems },
})
const create = createRoute({
  ...write,
  path: "/v1/experiments",
  operationId: "createExperiment",
  summary: experiment.create.spec.about,
  request: { ...body(experiment.create.spec.input), headers },
  responses: { 201: json(experiment.create.spec.output, "The experiment, not yet shown to anybody"), ...problems },
})
const start = createRoute({
  ...write,
  path: "/v1/experiments/{id}/start",
  operationId: "startExperiment",
  summary: experiment.start.spec.about,
  request: { params: byId, headers },
  responses: { 200: json(Started, "It runs"), ...problems },
})
const stop = createRoute({
  ...write,
  path: "/v1/experiments/{id}/stop",
  operationId: "stopExperiment",
  summary: experiment.stop.spec.about,
  request: { params: byId, ...body(experiment.stop.spec.input.omit({ id: true })), headers },
  responses: { 200: json(experiment.stop.spec.output, "It has ended"), ...problems },
})
const releases = createRoute({
  ...read,
  path: "/v1/releases",
  operationId: "listReleases",
  summary: release.list.spec.about,
  responses: { 200: json(release.list.spec.output, "Releases, and what has changed since"), ...problems },
})

/** What is tried on visitors, and the releases that the first sale froze. */
export const experiments = createRouter()
  .openapi(list, async (c) => c.json(await experiment.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(view, async (c) => c.json(await experiment.view(c.var.ctx, c.req.valid("param")), 200))
  .openapi(create, async (c) => c.json(await experiment.create(c.var.ctx, c.req.valid("json")), 201))
  .openapi(start, async (c) => c.json(await experiment.start(c.var.ctx, c.req.valid("param")), 200))
  .openapi(stop, async (c) => c.json(await experiment.stop(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(releases, async (c) => c.json(await release.list(c.var.ctx, {}), 200))
