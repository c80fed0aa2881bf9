import { bodyText } from "../body.ts"
import { AmazonRefusal, expiredToken } from "./refusal.ts"
import type { AmazonStore } from "./store.ts"

const app = { client_id: "amzn1.application-oa2-client.sandbox", client_secret: "sandboxsecret" }
const consent = "Atzr|autonomaxsandbox"
const hour = 3600

/** Login with Amazon: a refresh token for an access token of one hour. */
export async function giveToken(store: AmazonStore, request: Request): Promise<Response> {
  const form = new URLSearchParams(await bodyText(request))
  const no = (status: number, error: string, error_description: string) => Response.json({ error, error_description }, { status })
  if (form.get("grant_type") !== "refresh_token") return no(400, "unsupported_grant_type", "The grant_type is not supported.")
  if (form.get("client_id") !== app.client_id || form.get("client_secret") !== app.client_secret)
    return no(401, "invalid_client", "Client authentication failed.")
  if (form.get("refresh_token") !== consent) return no(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token")
  const access_token = `Atza|sandbox-${store.ground.rows.next("token", 1000)}`
  store.tokens.put(access_token, { until: store.ground.now() + hour * 1000 })
  return Response.json({ access_token, refresh_token: consent, token_type: "bearer", expires_in: hour })
}

/** The default usage plan of each operation: calls a second, and how many at once. */
export const plans = {
  getDefinitionsProductType: [5, 10],
  searchDefinitionsProductTypes: [5, 10],
  putListingsItem: [5, 10],
  patchListingsItem: [5, 5],
  getListingsItem: [5, 10],
  deleteListingsItem: [5, 5],
  searchListingsItems: [5, 5],
  getListingsRestrictions: [5, 10],
  searchOrders: [0.0056, 20],
  getOrder: [0.5, 30],
} satisfies Record<string, [number, number]>
export type Operation = keyof typeof plans

/** Token and the operation's bucket, in the order in which Amazon looks at them. */
export function admit(store: AmazonStore, request: Request, operation: Operation): void {
  const token = request.headers.get("x-amz-access-token")
  if (!token) throw new AmazonRefusal(403, "MissingToken", "Access to requested resource is denied.", "No access token was given.")
  const known = store.tokens.get(token)
  if (!known)
    throw new AmazonRefusal(403, "Unauthorized", "Access to requested resource is denied.", "The access token you provided is invalid.")
  if (known.until <= store.ground.now()) throw expiredToken()
  const [rate, burst] = plans[operation]
  const now = store.ground.now()
  const last = store.buckets.get(operation) ?? { left: burst * store.pace, at: now }
  const left = Math.min(burst * store.pace, last.left + ((now - last.at) / 1000) * rate * store.pace)
  if (left < 1) {
    store.buckets.put(operation, { left, at: now })
    throw new AmazonRefusal(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")
  }
  store.buckets.put(operation, { left: left - 1, at: now })
}

export const rateHeader = (store: AmazonStore, operation: Operation) => ({
  "x-amzn-RateLimit-Limit": String(plans[operation][0] * store.pace),
})
