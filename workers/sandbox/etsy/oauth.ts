import { bodyText } from "../body.ts"
import type { EtsyStore } from "./store.ts"

const everything = ["listings_r", "listings_w", "listings_d", "shops_r", "transactions_r"]
/** Refresh tokens that always work, as if the shop's owner had just said yes: to everything, or to looking only. */
const consents: Record<string, string[]> = { "1.sandboxrefresh": everything, "1.readerrefresh": ["listings_r", "shops_r"] }
const lifetime = 3600

/** What an access token may do; null when it is unknown or too old. */
export function scopesOf(store: EtsyStore, access: string): string[] | null {
  const grant = store.grants.get(access)
  return grant && grant.until > store.seconds() ? grant.scopes : null
}

/** The token endpoint: each refresh gives a new pair and ends the refresh token that was used. */
export async function tokenRoute(store: EtsyStore, request: Request): Promise<Response> {
  const refuse = (error: string, error_description: string, status = 400) => Response.json({ error, error_description }, { status })
  const form = new URLSearchParams(await bodyText(request))
  if (form.get("grant_type") !== "refresh_token") return refuse("unsupported_grant_type", "The sandbox renews grants and makes none.")
  if (form.get("client_id") !== "autonomaxsandbox") return refuse("invalid_client", "client_id is unknown", 401)
  const given = form.get("refresh_token") ?? ""
  const before = store.grants.all().find(({ refresh }) => refresh === given)
  const scopes = before?.scopes ?? consents[given]
  if (!scopes) return refuse("invalid_grant", "refresh token is unknown or was used before")
  // The access token of before lives on until its hour is over.
  if (before) store.grants.put(before.access, { ...before, refresh: "" })
  const access = `1.${crypto.randomUUID().replaceAll("-", "")}`
  const refresh = `1.${crypto.randomUUID().replaceAll("-", "")}`
  store.grants.put(access, { access, refresh, until: store.seconds() + lifetime, scopes })
  return Response.json({ access_token: access, token_type: "Bearer", expires_in: lifetime, refresh_token: refresh })
}
