import { createRoute, z } from "@hono/zod-openapi"
import { metric } from "#workers/domain/metric/index.ts"
import { createRouter, IdempotencyHeader, json, keyed, problems } from "./router.ts"

const tags = ["metrics"]
const headers = IdempotencyHeader
const read = { method: "get", tags, ...keyed } as const
const write = { method: "post", tags, ...keyed } as const
const Metric = metric.view.spec.output.meta({ id: "Metric" })

const listMetrics = createRoute({
  ...read,
  path: "/v1/metrics",
  operationId: "listMetrics",
  summary: metric.list.spec.about,
  responses: { 200: json(metric.list.spec.output, "Definitions and figures"), ...problems },
})
const exportMetrics = createRoute({
  ...read,
  path: "/v1/metrics/export",
  operationId: "exportMetrics",
  summary: metric.export.spec.about,
  request: { query: metric.export.spec.input },
  responses: { 200: { description: "One line a figure", content: { "text/csv": { schema: z.string() } } }, ...problems },
})
const viewMetric = createRoute({
  ...read,
  path: "/v1/metrics/{name}",
  operationId: "getMetric",
  summary: metric.view.spec.about,
  request: { params: metric.view.spec.input.pick({ name: true }), query: metric.view.spec.input.pick({ days: true }) },
  responses: { 200: json(Metric, "The figure with its definition"), ...problems },
})
const snapshot = createRoute({
  ...write,
  path: "/v1/metrics/snapshots",
  operationId: "snapshotMetrics",
  summary: metric.snapshot.spec.about,
  request: { headers },
  responses: { 200: json(metric.snapshot.spec.output, "How many figures were kept"), ...problems },
})
const reconcile = createRoute({
  ...write,
  path: "/v1/metrics/reconciliations",
  operationId: "reconcileMetrics",
  summary: metric.reconcile.spec.about,
  request: { headers },
  responses: { 200: json(metric.reconcile.spec.output, "Both sides of every sum"), ...problems },
})

/** The figures of the business. */
export const metrics = createRouter()
  .openapi(listMetrics, async (c) => c.json(await metric.list(c.var.ctx, {}), 200))
  .openapi(exportMetrics, async (c) => {
    const { csv } = await metric.export(c.var.ctx, c.req.valid("query"))
    return c.body(csv, 200, { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="metrics.csv"' })
  })
  .openapi(viewMetric, async (c) => c.json(await metric.view(c.var.ctx, { ...c.req.valid("param"), ...c.req.valid("query") }), 200))
  .openapi(snapshot, async (c) => c.json(await metric.snapshot(c.var.ctx, {}), 200))
  .openapi(reconcile, async (c) => c.json(await metric.reconcile(c.var.ctx, {}), 200))
