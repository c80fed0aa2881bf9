import { dayOf } from "./day.ts"
import { bodyText } from "../body.ts"
import { badValue, EbayRefusal } from "./refusal.ts"
import type { EbayStore } from "./store.ts"

const client = "autonomax-sandbox:sandbox-cert"
const refresh = "v^1.1#sandbox-refresh"
const scope = (name: string) => `https://api.ebay.com/oauth/api_scope/${name}`
const granted = ["sell.inventory", "sell.account", "sell.fulfillment"].map(scope)
const lifetime = 7200

/** Calls a day by API, as eBay's table of limits has them. */
const quotas: Record<string, number> = { inventory: 2_000_000, account: 25_000, fulfillment: 100_000, media: 1_000_000 }

/** POST /identity/v1/oauth2/token: an access token for two hours. The refresh token stays the same. */
export async function token(store: EbayStore, request: Request): Promise<Response> {
  const no = (error: string, error_description: string, status = 400) => Response.json({ error, error_description }, { status })
  if (request.headers.get("authorization") !== `Basic ${btoa(client)}`) return no("invalid_client", "client authentication failed", 401)
  const form = new URLSearchParams(await bodyText(request))
  if (form.get("grant_type") !== "refresh_token")
    return no("unsupported_grant_type", "grant type in request is not supported by the server")
  if (form.get("refresh_token") !== refresh)
    return no("invalid_grant", "the provided authorization refresh token is invalid or was issued to another client")
  const scopes = form.get("scope")?.split(" ").filter(Boolean) ?? granted
  if (scopes.some((one) => !granted.includes(one)))
    return no("invalid_scope", "the requested scope is invalid, unknown, malformed, or exceeds the scope granted to the client")
  const access = `v^1.1#i^${store.next("token", 1)}#${crypto.randomUUID()}`
  store.tokens.put(access, { until: store.ground.now() + lifetime * 1000, scopes })
  return Response.json({ access_token: access, expires_in: lifetime, token_type: "User Access Token" })
}

export const expired = () =>
  new EbayRefusal(1001, "Invalid access token. Check the value of the Authorization HTTP request header.", {
    status: 401,
    domain: "OAuth",
  }).answer()

/** Token, scope, quota of the day, and the headers that writes need, in this order. */
export function admit(store: EbayStore, request: Request): Response | undefined {
  const api = new URL(request.url).pathname.split("/")[2] ?? ""
  const authorization = request.headers.get("authorization")
  if (!authorization)
    throw new EbayRefusal(1002, "Missing access token. Set the token in the Authorization HTTP request header.", {
      status: 401,
      domain: "OAuth",
    })
  const grant = store.tokens.get(authorization.replace(/^Bearer /, ""))
  if (!grant || grant.until <= store.ground.now()) return expired()
  // Pictures go by the grant for inventory.
  if (!grant.scopes.includes(scope(`sell.${api === "media" ? "inventory" : api}`)))
    throw new EbayRefusal(1100, "Insufficient permissions to fulfill the request.", { status: 403, domain: "ACCESS" })
  const day = dayOf(store.now())
  const before = store.calls.get(api)
  const { count } = store.calls.put(api, { day, count: before?.day === day ? before.count + 1 : 1 })
  if (count > (quotas[api] ?? Number.POSITIVE_INFINITY))
    throw new EbayRefusal(2001, "The request limit has been reached for the resource.", { status: 429, domain: "ACCESS" })
  checkHeaders(request)
}

function checkHeaders({ method, url, headers }: Request): void {
  const { pathname } = new URL(url)
  const writes = method === "PUT" || (method === "POST" && /\/(offer|location\/[^/]+)$/.test(pathname))
  if (!writes) return
  if (!headers.get("content-type")?.startsWith("application/json")) throw badValue("header Content-Type")
  // The document asks it of items and offers, not of locations.
  if (!pathname.includes("/location/") && !/^[a-z]{2}-[A-Z]{2}$/.test(headers.get("content-language") ?? ""))
    throw badValue("header Content-Language")
}
