import { createMiddleware } from "hono/factory"
import { AppError } from "#workers/errors.ts"
import type { AppEnv } from "#workers/api/router.ts"

/** Requests a minute, as wrangler.toml sets them for the two limiters. */
export const limits = { SHOPPER_LIMIT: 600, WRITE_LIMIT: 240 } as const

/** Limits callers by key, or by address where there is none. The header says the rule; the platform does not tell what is left. */
export const limit = createMiddleware<AppEnv>(async (c, next) => {
  const name = ["GET", "HEAD", "OPTIONS"].includes(c.req.method) ? "SHOPPER_LIMIT" : "WRITE_LIMIT"
  const { actor } = c.var.ctx
  const who = actor.kind === "shopper" ? (c.req.header("cf-connecting-ip") ?? "unknown") : actor.id
  c.header("ratelimit-policy", `"minute";q=${limits[name]};w=60`)
  const { success } = await c.env[name].limit({ key: who })
  if (!success) throw new AppError("rate_limited", `More than ${limits[name]} requests a minute; wait a little.`, { retryAfter: 30 })
  await next()
})
