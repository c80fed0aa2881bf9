import { createRoute, z } from "@hono/zod-openapi"
import { Dispute } from "#schemas/dispute.ts"
import { LedgerEntry } from "#schemas/ledger.ts"
import { discount } from "#workers/domain/discount/index.ts"
import { dispute } from "#workers/domain/dispute/index.ts"
import { ledger } from "#workers/domain/ledger/index.ts"
import { payment } from "#workers/domain/payment/index.ts"
import { body, createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["books"]
const headers = IdempotencyHeader
const byId = z.strictObject({ id: z.string().max(60) })
const read = { method: "get", tags, ...keyed } as const
const write = { method: "post", tags, ...keyed } as const
const DisputeSchema = Dispute.meta({ id: "Dispute" })
const DiscountSchema = discount.create.spec.output.meta({ id: "PromotionCode" })
LedgerEntry.meta({ id: "LedgerEntry" })

const viewLedger = createRoute({
  ...read,
  path: "/v1/ledger",
  operationId: "getLedger",
  summary: ledger.view.spec.about,
  request: { query: ledger.view.spec.input },
  responses: { 200: json(ledger.view.spec.output, "Balances and entries"), ...problems },
})
const exportLedger = createRoute({
  ...read,
  path: "/v1/ledger/export",
  operationId: "exportLedger",
  summary: ledger.export.spec.about,
  request: { query: ledger.export.spec.input },
  responses: {
    200: { description: "The journal; a Link header names the rest when there is more", content: { "text/csv": { schema: z.string() } } },
    ...problems,
  },
})
const reconcile = createRoute({
  ...write,
  path: "/v1/reconciliations",
  operationId: "reconcilePayments",
  summary: payment.reconcile.spec.about,
  request: { headers },
  responses: { 200: json(payment.reconcile.spec.output, "What was compared and what differs"), ...problems },
})
const listDisputes = createRoute({
  ...read,
  path: "/v1/disputes",
  operationId: "listDisputes",
  summary: dispute.list.spec.about,
  request: { query: dispute.list.spec.input },
  responses: { 200: json(dispute.list.spec.output, "Disputes"), ...problems },
})
const answerDispute = createRoute({
  ...write,
  path: "/v1/disputes/{id}/answer",
  operationId: "answerDispute",
  summary: dispute.answer.spec.about,
  request: { params: byId, ...body(dispute.answer.spec.input.omit({ id: true })), headers },
  responses: { 200: json(DisputeSchema, "The dispute as it stands now"), ...problems },
})
const createCode = createRoute({
  ...write,
  path: "/v1/promotion-codes",
  operationId: "createPromotionCode",
  summary: discount.create.spec.about,
  request: { ...body(discount.create.spec.input), headers },
  responses: { 201: json(DiscountSchema, "The code"), ...problems },
})
const listCodes = createRoute({
  ...read,
  path: "/v1/promotion-codes",
  operationId: "listPromotionCodes",
  summary: discount.list.spec.about,
  request: { query: discount.list.spec.input },
  responses: { 200: json(discount.list.spec.output, "Codes"), ...problems },
})
const endCode = createRoute({
  method: "delete",
  tags,
  ...keyed,
  path: "/v1/promotion-codes/{id}",
  operationId: "endPromotionCode",
  summary: discount.end.spec.about,
  request: { params: byId },
  responses: { 200: json(DiscountSchema, "The code, ended"), ...problems },
})

/** Money as the office sees it: the ledger, disputes, promotion codes. */
export const books = createRouter()
  .openapi(viewLedger, async (c) => c.json(await ledger.view(c.var.ctx, c.req.valid("query")), 200))
  .openapi(exportLedger, async (c) => {
    const query = c.req.valid("query")
    const { csv, nextAfter } = await ledger.export(c.var.ctx, query)
    const rest = new URLSearchParams(nextAfter ? { ...query, after: nextAfter } : {})
    const link: Record<string, string> = nextAfter ? { link: `</v1/ledger/export?${rest}>; rel="next"` } : {}
    return c.body(csv, 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="ledger.csv"',
      ...link,
    })
  })
  .openapi(reconcile, async (c) => c.json(await payment.reconcile(c.var.ctx, {}), 200))
  .openapi(listDisputes, async (c) => c.json(await dispute.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(answerDispute, async (c) => c.json(await dispute.answer(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("json") }), 200))
  .openapi(createCode, async (c) => c.json(await discount.create(c.var.ctx, c.req.valid("json")), 201))
  .openapi(listCodes, async (c) => c.json(await discount.list(c.var.ctx, c.req.valid("query")), 200))
  .openapi(endCode, async (c) => c.json(await discount.end(c.var.ctx, c.req.valid("param")), 200))
