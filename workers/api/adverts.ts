import { createRoute, z } from "@hono/zod-openapi"
import { advert } from "#workers/domain/advert/index.ts"
import { body, createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["adverts"]
const headers = IdempotencyHeader
const byId = z.strictObject({ id: z.string().max(60) })
const read = { method: "get", tags, ...keyed } as const
const write = { method: "post", tags, ...keyed } as const

const budgets = createRoute({
  ...read,
  path: "/v1/budget-lines",
  operationId: "listBudgetLines",
  summary: advert.budgets.spec.about,
  responses: { 200: json(advert.budgets.spec.output, "Budget lines"), ...problems },
})
const openBudget = createRoute({
  ...write,
  path: "/v1/budget-lines",
  operationId: "openBudgetLine",
  summary: advert.open_budget.spec.about,
  request: { ...body(advert.open_budget.spec.input), headers },
  responses: { 201: json(advert.open_budget.spec.output, "The line"), ...problems },
})
const closeBudget = createRoute({
  ...write,
  path: "/v1/budget-lines/{id}/close",
  operationId: "closeBudgetLine",
  summary: advert.close_budget.spec.about,
  request: { params: byId, headers },
  responses: { 200: json(advert.close_budget.spec.output, "The line"), ...problems },
})
const list = createRoute({
  ...read,
  path: "/v1/campaigns",
  operationId: "listCampaigns",
  summary: advert.list.spec.about,
  responses: { 200: json(advert.list.spec.output, "Campaigns"), ...problems },
})
const propose = createRoute({
  ...write,
  path: "/v1/campaigns",
  operationId: "proposeCampaign",
  summary: advert.propose.spec.about,
  request: { ...body(advert.propose.spec.input), headers },
  responses: { 201: json(advert.propose.spec.output, "The campaign"), ...problems },
})
const launch = createRoute({
  ...write,
  path: "/v1/campaigns/{id}/launch",
  operationId: "launchCampaign",
  summary: advert.launch.spec.about,
  request: { params: byId, ...body(advert.launch.spec.input.omit({ id: true })), headers },
  responses: { 200: json(advert.launch.spec.output, "The campaign"), ...problems },
})
const stop = createRoute({
  ...write,
  path: "/v1/campaigns/{id}/stop",
  operationId: "stopCampaign",
  summary: advert.stop.spec.about,
  request: { params: byId, headers },
  responses: { 200: json(advert.stop.spec.output, "The campaign"), ...problems },
})

export const adverts = createRouter()
  .openapi(budgets, async (c) => c.json(await advert.budgets(c.var.ctx, {}), 200))
  .openapi(openBudget, async (c) => c.json(await advert.open_budget(c.var.ctx, c.req.valid("json")), 201))
  .openapi(closeBudget, async (c) => c.json(await advert.close_budget(c.var.ctx, c.req.valid("param")), 200))
  .openapi(list, async (c) => c.json(await advert.list(c.var.ctx, {}), 200))
  .openapi(propose, async (c) => c.json(await advert.propose(c.var.ctx, c.req.valid("json")), 201))
  .openapi(launch, async (c) => c.json(await advert.launch(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(stop, async (c) => c.json(await advert.stop(c.var.ctx, c.req.valid("param")), 200))
