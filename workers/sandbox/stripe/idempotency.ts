import { bodyText } from "../body.ts"
import { newId } from "./ids.ts"
import { StripeRefusal } from "./refusal.ts"
import type { StripeStore } from "./store.ts"

const day = 86_400_000

/**
 * Runs a POST at most once a key. The same request again gets the kept answer; another request under the key is
 * refused. As at Stripe, a request that was refused for its parameters leaves the key free.
 */
export async function once<R extends Request>(
  store: StripeStore,
  request: R,
  make: (request: R, body: string) => object,
): Promise<Response> {
  const body = await bodyText(request)
  const key = request.headers.get("idempotency-key")
  if (!key) return Response.json(make(request, body), { headers: { "request-id": newId("req_", 14) } })
  if (key.length > 255) throw new StripeRefusal(400, "idempotency_error", "Idempotency keys can be at most 255 characters long.")
  const asked = `${new URL(request.url).pathname}\n${body}`
  const headers = { "content-type": "application/json", "idempotency-key": key, "request-id": newId("req_", 14) }
  const kept = store.answers.get(key)
  if (kept && kept.at > store.ground.now() - day) {
    if (kept.request === asked)
      return new Response(kept.body, { status: kept.status, headers: { ...headers, "idempotent-replayed": "true" } })
    const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`
    throw new StripeRefusal(400, "idempotency_error", message)
  }
  const answer = JSON.stringify(make(request, body))
  store.answers.put(key, { request: asked, status: 200, body: answer, at: store.ground.now() })
  return new Response(answer, { headers })
}
