import type { OpenAPIHono } from "@hono/zod-openapi"
import type { AppEnv } from "./router.ts"

const about =
  "Drafts, products, orders and the office of AutonomaX. Errors are problem documents (RFC 9457). Unsafe calls take an Idempotency-Key. Lists are paged by cursor. Writes outside carts and checkout need a key."

/** The document that zod is the source of; `docs/api/openapi.json` is the same, and a test fails when they differ. */
export function openApiDocument(app: OpenAPIHono<AppEnv>) {
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "AutonomaX API", version: "1.0.0", description: about, license: { name: "Apache-2.0" } },
    servers: [{ url: "/" }],
    tags: [
      { name: "products", description: "From a brief to a listing" },
      { name: "shop", description: "Carts, orders, downloads, questions" },
      { name: "office", description: "Ideas, runs, events, keys" },
      { name: "health", description: "Is it up, and on what does it stand" },
    ],
  })
}

export function docsPage(app: OpenAPIHono<AppEnv>) {
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer", description: "An API key: ax_…" })
  app.get("/openapi.json", (c) => c.json(openApiDocument(app)))
}
