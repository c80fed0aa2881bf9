import { scopesOf } from "./oauth.ts"
import { EtsyRefusal } from "./rules.ts"
import type { EtsyStore } from "./store.ts"

const perSecond = 150
const perDay = 100_000

/** Key, token and both rate windows, in the order in which Etsy looks at them. */
export function admit(store: EtsyStore, request: Request): void {
  const key = request.headers.get("x-api-key")
  if (!key) throw new EtsyRefusal(401, "Missing x-api-key header")
  if (!key.includes(":")) throw new EtsyRefusal(403, "Shared secret is required in x-api-key header.")
  if (key !== "autonomaxsandbox:sandboxsecret") throw new EtsyRefusal(403, "Invalid API key")
  const { pathname } = new URL(request.url)
  const access = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? ""
  const scope = scopeOf(request.method, pathname)
  if (scope) {
    const held = scopesOf(store, access)
    if (!held) throw new EtsyRefusal(401, "invalid_token")
    if (!held.includes(scope)) throw new EtsyRefusal(403, `insufficient_scope: the token lacks ${scope}`)
  }
  const now = count(store)
  if (now.inSecond > perSecond || now.inDay > perDay) throw new EtsyRefusal(429, "Has exceeded rate limit")
}

/** Which scope an operation wants, as its security says; null for those that need the key alone. */
function scopeOf(method: string, pathname: string): string | null {
  if (/\/(openapi-ping|scopes)$/.test(pathname)) return null
  if (/\/(receipts|payments)\b/.test(pathname)) return "transactions_r"
  if (/\/shops\/\d+$/.test(pathname)) return "shops_r"
  if (method === "DELETE" && /\/application\/listings\/\d+$/.test(pathname)) return "listings_d"
  return method === "GET" ? "listings_r" : "listings_w"
}

function count(store: EtsyStore) {
  const second = store.seconds()
  const day = Math.floor(second / 86_400)
  const last = store.calls.get("app")
  const inSecond = last?.second === second ? last.inSecond + 1 : 1
  return store.calls.put("app", { second, inSecond, day, inDay: last?.day === day ? last.inDay + 1 : 1 })
}

/** What is left of both windows, on every answer. */
export function rateHeaders(store: EtsyStore, reply: Response): Response {
  const { inSecond, inDay } = store.calls.get("app") ?? { inSecond: 0, inDay: 0 }
  const headers = new Headers(reply.headers)
  headers.set("x-limit-per-second", String(perSecond))
  headers.set("x-remaining-this-second", String(Math.max(0, perSecond - inSecond)))
  headers.set("x-limit-per-day", String(perDay))
  headers.set("x-remaining-today", String(Math.max(0, perDay - inDay)))
  if (reply.status === 429) headers.set("retry-after", "1")
  return new Response(reply.body, { status: reply.status, headers })
}
