import { createRoute, z } from "@hono/zod-openapi"
import { decision } from "#workers/domain/decision/index.ts"
import { replay, ReplayReport, Why, why } from "#workers/domain/replay/index.ts"
import { createRouter, json, keyed, problems } from "./router.ts"

const tags = ["decisions"]
const read = { method: "get", tags, ...keyed } as const

const listDecisions = createRoute({
  ...read,
  path: "/v1/decisions",
  operationId: "listDecisions",
  summary: decision.list.spec.about,
  request: { query: decision.list.spec.input },
  responses: { 200: json(decision.list.spec.output, "Decisions"), ...problems },
})
const listRefused = createRoute({
  ...read,
  path: "/v1/decisions/refused",
  operationId: "listRefused",
  summary: decision.refused.spec.about,
  request: { query: decision.refused.spec.input },
  responses: { 200: json(decision.refused.spec.output, "Refusals"), ...problems },
})
const verifyDecisions = createRoute({
  ...read,
  path: "/v1/decisions/chain",
  operationId: "verifyDecisions",
  summary: decision.verify.spec.about,
  responses: { 200: json(decision.verify.spec.output, "The chain, or the first link that does not hold"), ...problems },
})
const whyDecided = createRoute({
  ...read,
  path: "/v1/decisions/why/{subject}",
  operationId: "whyDecided",
  summary: why.spec.about,
  request: { params: why.spec.input.pick({ subject: true }) },
  responses: { 200: json(Why, "The chain of decisions"), ...problems },
})
const whyProduct = createRoute({
  ...read,
  path: "/v1/products/{id}/why",
  operationId: "whyProduct",
  summary: "Answers why a product, or one field of it, is as it is.",
  request: { params: z.strictObject({ id: z.string().max(120) }), query: why.spec.input.pick({ field: true }) },
  responses: { 200: json(Why, "The chain of decisions"), ...problems },
})
const runReplay = createRoute({
  ...read,
  path: "/v1/replay/{run}",
  operationId: "replayRun",
  summary: replay.run.spec.about,
  request: { params: replay.run.spec.input },
  responses: { 200: json(ReplayReport, "What was made again, and what differs"), ...problems },
})

/** The memory of the organisation: what was decided, why, and whether the same would be decided again. */
export const decisionLog = createRouter()
  .openapi(listDecisions, async (c) => c.json(await decision.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(listRefused, async (c) => c.json(await decision.refused(c.var.ctx, c.req.valid("query")), 200))
  .openapi(verifyDecisions, async (c) => c.json(await decision.verify(c.var.ctx, {}), 200))
  .openapi(whyDecided, async (c) => c.json(await why(c.var.ctx, c.req.valid("param")), 200))
  .openapi(whyProduct, async (c) => {
    const { id } = c.req.valid("param")
    return c.json(await why(c.var.ctx, { subject: id, ...c.req.valid("query") }), 200)
  })
  .openapi(runReplay, async (c) => c.json(await replay.run(c.var.ctx, c.req.valid("param")), 200))
