import { createMiddleware } from "hono/factory"
import { openCtx, shopper } from "#workers/context.ts"
import { newId } from "#workers/lib/ids.ts"
import type { AppEnv } from "#workers/api/router.ts"

/** Gives every request its id and a context that may do what any shopper may. */
export const context = createMiddleware<AppEnv>(async (c, next) => {
  const requestId = newId("request", new Date())
  c.set("requestId", requestId)
  c.header("x-request-id", requestId)
  c.set("ctx", openCtx(c.env, shopper))
  await next()
})
