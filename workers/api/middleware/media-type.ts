import { createMiddleware } from "hono/factory"
import type { AppEnv } from "#workers/api/router.ts"
import { AppError } from "#workers/errors.ts"

/** A body that does not say that it is JSON is refused as such, instead of as a body whose every field is missing. */
export const jsonOnly = createMiddleware<AppEnv>(async (c, next) => {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? ""
  // A POST without a body has a stream all the same, of no bytes.
  if (c.req.raw.body !== null && c.req.header("content-length") !== "0" && !/^application\/(?:[\w.-]+\+)?json$/.test(type))
    throw new AppError("unsupported", "Send the body as JSON, with the header Content-Type: application/json.")
  await next()
})
