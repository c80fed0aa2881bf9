import { exports } from "cloudflare:workers"
import { expect, test } from "vitest"

test("the OpenAPI document names the blueprint's two routes and its schemas", async () => {
  const reply = await exports.default.fetch("https://shop.example/openapi.json")
  expect(reply.status).toBe(200)
  const document = await reply.json<{
    openapi: string
    paths: Record<string, object>
    components: { schemas: Record<string, { required?: string[] }> }
  }>()
  expect(document.openapi).toBe("3.1.0")
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(["/v1/products/draft", "/v1/products/publish"]))
  expect(document.components.schemas.ProductBrief?.required).toEqual(["category", "audience"])
})
