import { createRoute, z } from "@hono/zod-openapi"
import { Status } from "#schemas/status.ts"
import { status } from "#workers/domain/status/index.ts"
import { createRouter, json, problems } from "./router.ts"

const tags = ["health"]
const Alive = z.object({ ok: z.literal(true) })
const Ready = z.object({ ok: z.boolean(), checks: Status.shape.checks })

const alive = createRoute({
  method: "get",
  path: "/healthz",
  operationId: "alive",
  tags,
  summary: "Says that the Worker runs.",
  responses: { 200: json(Alive, "It runs") },
})
const ready = createRoute({
  method: "get",
  path: "/readyz",
  operationId: "ready",
  tags,
  summary: "Says whether database and files answer.",
  responses: { 200: json(Ready, "They answer"), ...problems, 503: json(Ready, "Something does not answer") },
})
const view = createRoute({
  method: "get",
  path: "/v1/status",
  operationId: "status",
  tags,
  summary: status.view.spec.about,
  responses: { 200: json(Status.meta({ id: "Status" }), "Ports, checks, counts, scheduled jobs"), ...problems },
})

export const health = createRouter()
  .openapi(alive, (c) => c.json({ ok: true as const }, 200))
  .openapi(ready, async (c) => {
    const { ok, checks } = await status.view(c.var.ctx, {})
    return c.json({ ok, checks }, ok ? 200 : 503)
  })
  .openapi(view, async (c) => c.json(await status.view(c.var.ctx, {}), 200))
