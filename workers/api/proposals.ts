import { createRoute, z } from "@hono/zod-openapi"
import { proposal } from "#workers/domain/proposal/index.ts"
import { body, createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["organisation"]
const byId = z.strictObject({ id: z.string().max(60) })
const act = { method: "post", tags, ...keyed } as const
const headers = IdempotencyHeader

const file = createRoute({
  ...act,
  path: "/v1/proposals",
  operationId: "fileProposal",
  summary: proposal.file.spec.about,
  request: { headers, ...body(proposal.file.spec.input.meta({ id: "ProposalFiling" })) },
  responses: { 201: json(proposal.file.spec.output, "The filed proposal, open to votes"), ...problems },
})
const view = createRoute({
  method: "get",
  tags,
  ...keyed,
  path: "/v1/proposals/{id}",
  operationId: "getProposal",
  summary: proposal.view.spec.about,
  request: { params: byId },
  responses: { 200: json(proposal.view.spec.output, "The proposal"), ...problems },
})
const decide = createRoute({
  ...act,
  path: "/v1/proposals/{id}/decision",
  operationId: "decideProposal",
  summary: proposal.decide.spec.about,
  request: { params: byId, headers, ...body(proposal.decide.spec.input.omit({ id: true }).meta({ id: "ProposalDecision" })) },
  responses: { 200: json(proposal.decide.spec.output, "The proposal as it stands now"), ...problems },
})
const apply = createRoute({
  ...act,
  path: "/v1/proposals/{id}/apply",
  operationId: "applyProposal",
  summary: proposal.apply.spec.about,
  request: { params: byId, headers, ...body(proposal.apply.spec.input.omit({ id: true }).meta({ id: "ProposalApplication" })) },
  responses: { 200: json(proposal.apply.spec.output, "The applied proposal"), ...problems },
})
const rollback = createRoute({
  ...act,
  path: "/v1/proposals/{id}/rollback",
  operationId: "rollBackProposal",
  summary: proposal.rollback.spec.about,
  request: { params: byId, headers, ...body(proposal.rollback.spec.input.omit({ id: true }).meta({ id: "ProposalRollback" })) },
  responses: { 200: json(proposal.rollback.spec.output, "The proposal that was taken back"), ...problems },
})

/** What is decided about proposals from outside; directors vote inside the shop only. */
export const proposals = createRouter()
  .openapi(file, async (c) => c.json(await proposal.file(c.var.ctx, c.req.valid("json")), 201))
  .openapi(view, async (c) => c.json(await proposal.view(c.var.ctx, c.req.valid("param")), 200))
  .openapi(decide, async (c) => c.json(await proposal.decide(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(apply, async (c) => c.json(await proposal.apply(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(rollback, async (c) => c.json(await proposal.rollback(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
