import { createRoute, z } from "@hono/zod-openapi"
import { provider } from "#workers/domain/provider/index.ts"
import { body, createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["models"]
const byName = z.strictObject({ name: z.string().max(60) })
const act = { method: "post", tags, ...keyed } as const
const headers = IdempotencyHeader

const list = createRoute({
  method: "get",
  tags,
  ...keyed,
  path: "/v1/providers",
  operationId: "listProviders",
  summary: provider.list.spec.about,
  responses: { 200: json(provider.list.spec.output, "Providers"), ...problems },
})
const propose = createRoute({
  ...act,
  path: "/v1/providers/{name}/proposal",
  operationId: "proposeProvider",
  summary: provider.propose.spec.about,
  request: { params: byName, headers },
  responses: { 200: json(provider.propose.spec.output, "The proposal, the same one when there is one already"), ...problems },
})
const check = createRoute({
  ...act,
  path: "/v1/providers/{name}/check",
  operationId: "checkProvider",
  summary: provider.check.spec.about,
  request: { params: byName, headers, ...body(provider.check.spec.input.omit({ name: true }).meta({ id: "ProviderCheck" })) },
  responses: { 200: json(provider.check.spec.output, "What the kit saw, green or not"), ...problems },
})
const adopt = createRoute({
  ...act,
  path: "/v1/providers/{name}/adoption",
  operationId: "adoptProvider",
  summary: provider.adopt.spec.about,
  request: { params: byName, headers },
  responses: { 200: json(provider.adopt.spec.output, "The settings that turn it on"), ...problems },
})

/** Provider adapters from outside. Checking and adopting take the owner's key: other keys act for programs, and no program adopts a provider. */
export const providers = createRouter()
  .openapi(list, async (c) => c.json(await provider.list(c.var.ctx, {}), 200))
  .openapi(propose, async (c) => c.json(await provider.propose(c.var.ctx, c.req.valid("param")), 200))
  .openapi(check, async (c) => c.json(await provider.check(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(adopt, async (c) => c.json(await provider.adopt(c.var.ctx, c.req.valid("param")), 200))
