import type { Context } from "hono"
import { HTTPException } from "hono/http-exception"
import { errorCodes, type ErrorCode, type FieldError } from "#workers/errors.ts"
import { log } from "#workers/lib/log.ts"
import { problemOf } from "#workers/problem.ts"
import { z } from "@hono/zod-openapi"

/** A problem document, RFC 9457: `type` names what happened, `errors` the fields. */
export const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem" })

export function problemResponse(
  c: Context,
  code: ErrorCode,
  detail: string,
  more: { fields?: FieldError[]; retryAfter?: number } = {},
): Response {
  const [status, title] = errorCodes[code]
  const requestId = c.res.headers.get("x-request-id") ?? c.get("requestId") ?? ""
  const body = {
    type: `${new URL(c.req.url).origin}/problems/${code.replaceAll("_", "-")}`,
    title,
    status,
    detail,
    instance: new URL(c.req.url).pathname,
    requestId,
    ...(more.fields && more.fields.length > 0 ? { errors: more.fields } : {}),
  }
  const headers = new Headers({ "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store" })
  if (more.retryAfter !== undefined) headers.set("retry-after", String(more.retryAfter))
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="AutonomaX API"')
  return c.newResponse(JSON.stringify(body), { status, headers })
}

/** The one place where an error becomes an answer. What we do not know is a defect: logged whole, told in one sentence. */
export function onError(error: Error, c: Context): Response {
  const problem = problemOf(error)
  if (problem) return problemResponse(c, problem.code, problem.detail, problem)
  if (error instanceof HTTPException) {
    const code = error.status === 413 ? "too_large" : error.status === 403 ? "forbidden" : "malformed"
    return problemResponse(c, code, error.message || "The request could not be read.")
  }
  log("defect", { path: new URL(c.req.url).pathname, error: String(error), stack: error.stack, cause: String(error.cause ?? "") })
  return problemResponse(c, "internal", "The request failed on our side. It was logged with its request id.")
}
