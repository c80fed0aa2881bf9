import { createRoute, z } from "@hono/zod-openapi"
import { channel, SyncRequest } from "#workers/domain/channel/index.ts"
import { flag } from "#workers/domain/flag/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { sale } from "#workers/domain/sale/index.ts"
import { body, createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["channels"]
const headers = IdempotencyHeader
const byChannel = z.strictObject({ channel: z.string().max(30) })
const bySlug = z.strictObject({ slug: z.string().max(120) })
const read = { method: "get", tags, ...keyed } as const
const write = { method: "post", tags, ...keyed } as const

const listChannels = createRoute({
  ...read,
  path: "/v1/channels",
  operationId: "listChannels",
  summary: channel.view.spec.about,
  responses: { 200: json(channel.view.spec.output, "Channels"), ...problems },
})
const sync = createRoute({
  ...write,
  path: "/v1/sync/{channel}",
  operationId: "syncChannel",
  summary: channel.sync.spec.about,
  request: { params: byChannel, ...body(SyncRequest.meta({ id: "SyncRequest" })), headers },
  responses: { 200: json(channel.sync.spec.output, "What was done, or would be done, listing by listing"), ...problems },
})
const results = createRoute({
  ...read,
  path: "/v1/sync/{channel}",
  operationId: "listSyncs",
  summary: channel.results.spec.about,
  request: { params: byChannel, query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(10) }) },
  responses: { 200: json(channel.results.spec.output, "The last syncs"), ...problems },
})
const accept = createRoute({
  ...write,
  path: "/v1/channels/{channel}/contract",
  operationId: "acceptContract",
  summary: channel.accept.spec.about,
  request: { params: byChannel, ...body(channel.accept.spec.input.omit({ channel: true }).meta({ id: "ContractAcceptance" })), headers },
  responses: { 200: json(channel.accept.spec.output, "The accepted contract"), ...problems },
})
const listFlags = createRoute({
  ...read,
  path: "/v1/flags",
  operationId: "listFlags",
  summary: flag.list.spec.about,
  responses: { 200: json(flag.list.spec.output, "Flags"), ...problems },
})
const setFlag = createRoute({
  method: "put",
  tags,
  ...keyed,
  path: "/v1/flags/{key}",
  operationId: "setFlag",
  summary: flag.set.spec.about,
  request: {
    params: z.strictObject({ key: z.string().max(60) }),
    ...body(flag.set.spec.input.omit({ key: true }).meta({ id: "FlagChange" })),
    headers,
  },
  responses: { 200: json(flag.set.spec.output, "The flag as it is now"), ...problems },
})
const listSales = createRoute({
  ...read,
  path: "/v1/sales",
  operationId: "listSales",
  summary: sale.list.spec.about,
  request: { query: sale.list.spec.input },
  responses: { 200: json(sale.list.spec.output, "Sales"), ...problems },
})
const revise = createRoute({
  ...write,
  path: "/v1/products/{slug}/revisions",
  operationId: "reviseProduct",
  summary: listing.revise.spec.about,
  request: { params: bySlug, ...body(listing.revise.spec.input.omit({ slug: true }).meta({ id: "Revision" })), headers },
  responses: { 200: json(listing.revise.spec.output, "The product as it is sold now"), ...problems },
})
const withdraw = createRoute({
  ...write,
  path: "/v1/products/{slug}/withdrawal",
  operationId: "withdrawProduct",
  summary: listing.withdraw.spec.about,
  request: { params: bySlug, ...body(listing.withdraw.spec.input.omit({ slug: true }).meta({ id: "Withdrawal" })), headers },
  responses: { 200: json(listing.withdraw.spec.output, "Where it was taken down"), ...problems },
})

/** Channels, their flags and contracts, the reconciler, and what other channels sold. */
export const channels = createRouter()
  .openapi(listChannels, async (c) => c.json(await channel.view(c.var.ctx, {}), 200))
  .openapi(sync, async (c) => c.json(await channel.sync(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(results, async (c) => c.json(await channel.results(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("query") }), 200))
  .openapi(accept, async (c) => c.json(await channel.accept(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(listFlags, async (c) => c.json(await flag.list(c.var.ctx, {}), 200))
  .openapi(setFlag, async (c) => c.json(await flag.set(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(listSales, async (c) => c.json(await sale.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(revise, async (c) => c.json(await listing.revise(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(withdraw, async (c) => c.json(await listing.withdraw(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
