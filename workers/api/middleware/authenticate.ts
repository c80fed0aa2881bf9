import { getCookie } from "hono/cookie"
import { createMiddleware } from "hono/factory"
import { actorOfKey, actorOfSession } from "#workers/domain/key/index.ts"
import { AppError } from "#workers/errors.ts"
import type { AppEnv } from "#workers/api/router.ts"

export const sessionCookie = "ax_session"

/** Reads `Authorization: Bearer …`. A wrong key is refused even where none is needed, so that a typo does not look like a right. */
export const bearer = createMiddleware<AppEnv>(async (c, next) => {
  const header = c.req.header("authorization")
  if (header !== undefined) {
    const key = /^Bearer (\S{8,200})$/i.exec(header)?.[1]
    const actor = key ? await actorOfKey(c.var.ctx, key) : null
    if (!actor) throw new AppError("unauthorized", "This key is not known. Send it as: Authorization: Bearer ax_…")
    c.set("ctx", c.var.ctx.as(actor))
  }
  await next()
})

/** Reads the console's session cookie; only pages and the console's sockets use it, never /v1. */
export const session = createMiddleware<AppEnv>(async (c, next) => {
  const token = getCookie(c, sessionCookie)
  const actor = token ? await actorOfSession(c.var.ctx, token) : null
  if (actor) c.set("ctx", c.var.ctx.as(actor))
  await next()
})

/** What anybody may change without a key: carts and checkout. Everything else under /v1 needs one; the shop's own forms call operations in process. */
const open = [/^\/v1\/carts(\/|$)/, /^\/v1\/checkout$/]

export const keyForWrites = createMiddleware<AppEnv>(async (c, next) => {
  const unsafe = !["GET", "HEAD", "OPTIONS"].includes(c.req.method)
  const anyone = open.some((path) => path.test(c.req.path))
  if (unsafe && !anyone && c.var.ctx.actor.kind === "shopper")
    throw new AppError("unauthorized", "This call needs an API key. Send it as: Authorization: Bearer ax_…")
  await next()
})
