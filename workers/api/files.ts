import { createRoute, z } from "@hono/zod-openapi"
import { publicFile } from "#workers/domain/asset/index.ts"
import { openDownload } from "#workers/domain/delivery/index.ts"
import { AppError } from "#workers/errors.ts"
import { OutOfRange, type StoredFile } from "#workers/adapters/files.ts"
import { problemResponse } from "./problem.ts"
import { createRouter, problems } from "./router.ts"

const bytes = { description: "The file", content: { "application/octet-stream": { schema: z.string().meta({ format: "binary" }) } } }

const download = createRoute({
  method: "get",
  path: "/v1/downloads/{entitlementId}/{assetId}",
  operationId: "download",
  tags: ["shop"],
  summary: "Fetches a bought file; Range requests resume it.",
  request: {
    params: z.strictObject({ entitlementId: z.string().max(60), assetId: z.string().max(60) }),
    query: z.strictObject({ expires: z.coerce.number().int(), signature: z.string().max(100) }),
  },
  responses: { 200: bytes, 206: { ...bytes, description: "The range that was asked for" }, ...problems },
})

/** Covers and previews: public, and immutable since the address holds their hash. */
const media = createRoute({
  method: "get",
  path: "/media/{sha256}/{name}",
  operationId: "media",
  tags: ["shop"],
  summary: "Fetches a cover or a preview.",
  request: {
    params: z.object({
      sha256: z.string().regex(/^[0-9a-f]{64}$/, "Use the 64 hex digits of the file's SHA-256."),
      name: z.string().max(200),
    }),
  },
  responses: { 200: bytes, 304: { description: "You have it already" }, ...problems },
})

export const files = createRouter()
  .openapi(download, async (c) => {
    const request = { ...c.req.valid("param"), ...c.req.valid("query"), headers: c.req.raw.headers }
    const opened = await openDownload(c.var.ctx, request).catch((error: unknown) => {
      if (error instanceof OutOfRange) return error
      throw error
    })
    if (opened instanceof OutOfRange) {
      c.header("content-range", `bytes */${opened.size}`)
      return problemResponse(c, "out_of_range", opened.message)
    }
    const { file, name, sha256 } = opened
    return respond(file, {
      "content-disposition": `attachment; filename="${name.replaceAll(/[^\w.-]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "cache-control": "private, no-store",
      etag: `"${sha256}"`,
      digest: `sha-256=${btoa(String.fromCharCode(...(sha256.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))))}`,
    })
  })
  .openapi(media, async (c) => {
    const { sha256 } = c.req.valid("param")
    const etag = `"${sha256}"`
    const cached = { etag, "cache-control": "public, max-age=31536000, immutable" }
    if (c.req.header("if-none-match") === etag) return new Response(null, { status: 304, headers: cached })
    const known = await publicFile(c.var.ctx, sha256)
    const file = known && (await c.var.ctx.files.get(sha256))
    if (!file) throw new AppError("not_found", "There is no such picture.")
    return respond(file, cached)
  })

function respond({ body, size, range, mediaType }: StoredFile, headers: Record<string, string>): Response {
  const all = { "content-type": mediaType, "accept-ranges": "bytes", "x-content-type-options": "nosniff", ...headers }
  if (!range) return new Response(body, { headers: { ...all, "content-length": String(size) } })
  const { offset, length } = range
  return new Response(body, {
    status: 206,
    headers: { ...all, "content-length": String(length), "content-range": `bytes ${offset}-${offset + length - 1}/${size}` },
  })
}
