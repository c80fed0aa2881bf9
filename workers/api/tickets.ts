import { createRoute, z } from "@hono/zod-openapi"
import { TicketAnswer, TicketReply, TicketThread } from "#schemas/ticket.ts"
import { ticket } from "#workers/domain/ticket/index.ts"
import { body, createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["shop"]
const byId = z.strictObject({ id: z.string().max(60) })
const headers = IdempotencyHeader

const ask = createRoute({
  method: "post",
  path: "/v1/tickets",
  operationId: "askQuestion",
  tags,
  summary: ticket.ask.spec.about,
  ...keyed,
  request: { ...body(ticket.ask.spec.input), headers },
  responses: { 201: json(TicketAnswer.meta({ id: "TicketAnswer" }), "The answer, or a person's promise"), ...problems },
})
const list = createRoute({
  method: "get",
  path: "/v1/tickets",
  operationId: "listTickets",
  tags,
  summary: ticket.list.spec.about,
  ...keyed,
  request: { query: ticket.list.spec.input },
  responses: { 200: json(ticket.list.spec.output, "Questions"), ...problems },
})
const view = createRoute({
  method: "get",
  path: "/v1/tickets/{id}",
  operationId: "getTicket",
  tags,
  summary: ticket.view.spec.about,
  ...keyed,
  request: { params: byId, query: z.strictObject({ token: z.string().max(100).optional() }) },
  responses: { 200: json(TicketThread, "The question and its answers"), ...problems },
})
const prepare = createRoute({
  method: "get",
  path: "/v1/tickets/{id}/letter",
  operationId: "prepareReply",
  tags,
  summary: ticket.prepare.spec.about,
  ...keyed,
  request: { params: byId, query: z.strictObject({ letter: z.string().max(60).optional() }) },
  responses: { 200: json(ticket.prepare.spec.output, "The letter, filled as far as the shop knows"), ...problems },
})
const reply = createRoute({
  method: "post",
  path: "/v1/tickets/{id}/replies",
  operationId: "replyToTicket",
  tags,
  summary: ticket.reply.spec.about,
  ...keyed,
  request: { params: byId, ...body(ticket.reply.spec.input.omit({ id: true })), headers },
  responses: { 201: json(TicketReply, "The answer, and whether the mail was taken"), ...problems },
})
const readdress = createRoute({
  method: "post",
  path: "/v1/tickets/{id}/address",
  operationId: "readdressOrder",
  tags,
  summary: ticket.readdress.spec.about,
  ...keyed,
  request: { params: byId, ...body(ticket.readdress.spec.input.omit({ id: true })), headers },
  responses: { 201: json(TicketReply, "The letter to the new address"), ...problems },
})
const reveal = createRoute({
  method: "post",
  path: "/v1/tickets/{id}/reveal",
  operationId: "revealTicket",
  tags,
  summary: ticket.reveal.spec.about,
  ...keyed,
  request: { params: byId, headers },
  responses: { 200: json(ticket.reveal.spec.output, "The question as it was asked"), ...problems },
})

export const tickets = createRouter()
  .openapi(ask, async (c) => c.json(await ticket.ask(c.var.ctx, c.req.valid("json")), 201))
  .openapi(list, async (c) => c.json(await ticket.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(view, async (c) => c.json(await ticket.view(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("query") }), 200))
  .openapi(prepare, async (c) => c.json(await ticket.prepare(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("query") }), 200))
  .openapi(reply, async (c) => c.json(await ticket.reply(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 201))
  .openapi(readdress, async (c) => c.json(await ticket.readdress(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 201))
  .openapi(reveal, async (c) => c.json(await ticket.reveal(c.var.ctx, c.req.valid("param")), 200))
