import { createRoute } from "@hono/zod-openapi"
import { model } from "#workers/domain/model/index.ts"
import { createRouter, json, keyed, problems } from "./router.ts"

const list = createRoute({
  method: "get",
  path: "/v1/models",
  operationId: "listModels",
  tags: ["office"],
  ...keyed,
  summary: model.list.spec.about,
  responses: { 200: json(model.list.spec.output, "Models, prices and today's spending"), ...problems },
})

export const models = createRouter().openapi(list, async (c) => c.json(await model.list(c.var.ctx, {}), 200))
