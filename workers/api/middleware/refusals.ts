import { createMiddleware } from "hono/factory"
import { keepRefusal } from "#workers/domain/decision/index.ts"
import { AppError } from "#workers/errors.ts"
import type { AppEnv } from "#workers/api/router.ts"

/** What people and programs ask of the organisation in vain is kept beside what it decides; strangers' attempts are not. */
export const refusals = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const { ctx } = c.var
  const known = ctx.actor.kind === "key" || ctx.actor.kind === "operator"
  if (known && c.req.method !== "GET" && c.error instanceof AppError) await keepRefusal(ctx, `${c.req.method} ${c.req.path}`, c.error)
})
