import { createRoute, z } from "@hono/zod-openapi"
import { event } from "#workers/domain/event/index.ts"
import { webhook } from "#workers/domain/webhook/index.ts"
import { body, createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["webhooks"]
const headers = IdempotencyHeader
const byId = z.strictObject({ id: z.string().max(60) })
const read = { method: "get", tags, ...keyed } as const
const write = { method: "post", tags, ...keyed } as const
const path = "/v1/webhook-endpoints"

const list = createRoute({
  ...read,
  path,
  operationId: "listWebhookEndpoints",
  summary: webhook.list.spec.about,
  responses: { 200: json(webhook.list.spec.output, "Endpoints"), ...problems },
})
const create = createRoute({
  ...write,
  path,
  operationId: "createWebhookEndpoint",
  summary: webhook.create.spec.about,
  request: body(webhook.create.spec.input),
  responses: { 201: json(webhook.create.spec.output, "The endpoint and its secret, this once"), ...problems },
})
const change = createRoute({
  method: "patch",
  tags,
  ...keyed,
  path: `${path}/{id}`,
  operationId: "changeWebhookEndpoint",
  summary: webhook.change.spec.about,
  request: { params: byId, ...body(webhook.change.spec.input.omit({ id: true })), headers },
  responses: { 200: json(webhook.change.spec.output, "The endpoint"), ...problems },
})
const remove = createRoute({
  method: "delete",
  tags,
  ...keyed,
  path: `${path}/{id}`,
  operationId: "removeWebhookEndpoint",
  summary: webhook.remove.spec.about,
  request: { params: byId },
  responses: { 200: json(webhook.remove.spec.output, "Deleted"), ...problems },
})
const rotate = createRoute({
  ...write,
  path: `${path}/{id}/rotate`,
  operationId: "rotateWebhookSecret",
  summary: webhook.rotate.spec.about,
  request: { params: byId },
  responses: { 200: json(webhook.rotate.spec.output, "The endpoint and its new secret, this once"), ...problems },
})
const ping = createRoute({
  ...write,
  path: `${path}/{id}/ping`,
  operationId: "pingWebhookEndpoint",
  summary: webhook.ping.spec.about,
  request: { params: byId, headers },
  responses: { 200: json(webhook.ping.spec.output, "The delivery, whose answer stands in the log"), ...problems },
})
const log = createRoute({
  ...read,
  path: `${path}/{id}/deliveries`,
  operationId: "listWebhookDeliveries",
  summary: webhook.log.spec.about,
  request: { params: byId, query: webhook.log.spec.input.omit({ id: true }) },
  responses: { 200: json(webhook.log.spec.output, "Deliveries with their attempts"), ...problems },
})
const replayRange = createRoute({
  ...write,
  path: `${path}/{id}/replay`,
  operationId: "replayWebhookRange",
  summary: webhook.replayRange.spec.about,
  request: { params: byId, ...body(webhook.replayRange.spec.input.omit({ id: true })), headers },
  responses: { 200: json(webhook.replayRange.spec.output, "How many were queued"), ...problems },
})
const replay = createRoute({
  ...write,
  path: "/v1/webhook-deliveries/{id}/replay",
  operationId: "replayWebhookDelivery",
  summary: webhook.replay.spec.about,
  request: { params: byId, headers },
  responses: { 200: json(webhook.replay.spec.output, "Queued"), ...problems },
})
const parked = createRoute({
  ...read,
  tags: ["office"],
  path: "/v1/parked-events",
  operationId: "listParkedEvents",
  summary: event.parked.spec.about,
  request: { query: event.parked.spec.input },
  responses: { 200: json(event.parked.spec.output, "Parked events"), ...problems },
})
const replayEvent = createRoute({
  ...write,
  tags: ["office"],
  path: "/v1/events/{id}/replay",
  operationId: "replayEvent",
  summary: event.replay.spec.about,
  request: { params: byId, headers },
  responses: { 200: json(event.replay.spec.output, "Sent"), ...problems },
})

export const webhookEndpoints = createRouter()
  .openapi(list, async (c) => c.json(await webhook.list(c.var.ctx, {}), 200))
  .openapi(create, async (c) => c.json(await webhook.create(c.var.ctx, c.req.valid("json")), 201))
  .openapi(change, async (c) => c.json(await webhook.change(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(remove, async (c) => c.json(await webhook.remove(c.var.ctx, c.req.valid("param")), 200))
  .openapi(rotate, async (c) => c.json(await webhook.rotate(c.var.ctx, c.req.valid("param")), 200))
  .openapi(ping, async (c) => c.json(await webhook.ping(c.var.ctx, c.req.valid("param")), 200))
  .openapi(log, async (c) => c.json(await webhook.log(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("query") }), 200))
  .openapi(replayRange, async (c) => c.json(await webhook.replayRange(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(replay, async (c) => c.json(await webhook.replay(c.var.ctx, c.req.valid("param")), 200))
  .openapi(parked, async (c) => c.json(await event.parked(c.var.ctx, c.req.valid("query")), 200))
  .openapi(replayEvent, async (c) => c.json(await event.replay(c.var.ctx, c.req.valid("param")), 200))
