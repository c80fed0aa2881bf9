import { createMiddleware } from "hono/factory"
import { beginIdempotent, endIdempotent, forgetIdempotent, type Replay } from "#workers/domain/idempotency/index.ts"
import { AppError } from "#workers/errors.ts"
import { sha256 } from "#workers/lib/hash.ts"
import type { AppEnv } from "#workers/api/router.ts"

/** Answers an unsafe call with a known Idempotency-Key from the record; the first one runs, a 5xx is forgotten. */
export const idempotent = createMiddleware<AppEnv>(async (c, next) => {
  const key = c.req.header("idempotency-key")
  if (key === undefined || ["GET", "HEAD", "OPTIONS"].includes(c.req.method)) return next()
  if (key.length === 0 || key.length > 255) throw new AppError("invalid", "Idempotency-Key: use 1 to 255 characters.")
  const { ctx } = c.var
  const slot = { actor: ctx.actor.id, route: `${c.req.method} ${c.req.path}`, key }
  const bodyHash = await sha256(await c.req.raw.clone().text())
  const known = await beginIdempotent(ctx, slot, bodyHash)
  if (known) return replay(known, bodyHash)
  try {
    await next()
  } catch (error) {
    await forgetIdempotent(ctx, slot)
    throw error
  }
  if (c.res.status >= 500) return forgetIdempotent(ctx, slot)
  const body = await c.res.clone().text()
  const headers = Object.fromEntries(
    ["content-type", "location", "preference-applied"].flatMap((name) =>
      c.res.headers.has(name) ? [[name, c.res.headers.get(name) ?? ""]] : [],
    ),
  )
  await endIdempotent(ctx, slot, { status: c.res.status, body, headers })
})

function replay(known: Replay, bodyHash: string): Response {
  if (known.bodyHash !== bodyHash)
    throw new AppError("idempotency_conflict", "This Idempotency-Key was used with another body; use a new one.")
  if (known.status === null)
    throw new AppError("idempotency_running", "The first request with this Idempotency-Key is still running.", { retryAfter: 2 })
  return new Response(known.body, { status: known.status, headers: { ...known.headers, "idempotent-replayed": "true" } })
}
