import { createMiddleware } from "hono/factory"
import type { AppEnv } from "#workers/api/router.ts"
import { AppError } from "#workers/errors.ts"

/** A body that does not say that it is JSON is refused as such, instead of as a body whose every field is missing. */
export const jsonOnly = createMiddleware<AppEnv>(async (c, next) => {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? ""
  if (c.req.raw.body !== null && !/^application\/(?:[\w.-]+\+)?json$/.test(type))
    throw new AppError("unsupported", "Send the body as JSON, with the header Content-Type: application/json.")
  await next()
})
