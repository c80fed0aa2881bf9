import { Router, type IRequestStrict } from "itty-router"
import { createEndpoint, listEndpoints } from "./endpoints.ts"
import { once } from "./idempotency.ts"
import { newId } from "./ids.ts"
import { page } from "./list.ts"
import { invalid, noSuch, StripeRefusal } from "./refusal.ts"
import { createRefund } from "./refunds.ts"
import { createSession, expireSession, getSession, lineItems } from "./sessions.ts"
import type { StripeStore } from "./store.ts"

/** The only key that opens the twin. A real one must never be sent to a stand-in, so it is refused by name. */
const sandboxKey = "sk_test_autonomax_sandbox"

function admit(request: Request): void {
  const key = request.headers.get("authorization")?.replace(/^Bearer\s+/i, "")
  const refuse = (message: string) => new StripeRefusal(401, "invalid_request_error", message)
  if (!key) throw refuse("You did not provide an API key. Provide it in the Authorization header, using Bearer auth.")
  if (/^[rs]k_live_/.test(key)) throw refuse("This is the sandbox. A live key was sent to it: roll that key now.")
  if (key !== sandboxKey) throw refuse(`Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`)
  const version = request.headers.get("stripe-version")
  if (version && !/^\d{4}-\d{2}-\d{2}(\.\w+)?$/.test(version)) throw invalid(`Invalid Stripe API version: ${version}`)
}

/** Stripe's REST API: what a shop with one-time sales needs of it. */
export function stripeApi(store: StripeStore) {
  const post = (make: (request: IRequestStrict, body: string) => object) => (request: IRequestStrict) => once(store, request, make)
  const found = <T>(noun: string, id: string | undefined, value: T | null): T => {
    if (value === null) throw noSuch(noun, id ?? "")
    return value
  }
  const id = (request: IRequestStrict) => request.params.id ?? ""
  return Router<IRequestStrict>({
    before: [admit],
    catch: (error) => {
      if (error instanceof StripeRefusal) return error.response(newId("req_", 14))
      throw error
    },
    finally: [(value) => (value instanceof Response ? value : Response.json(value, { headers: { "request-id": newId("req_", 14) } }))],
  })
    .post(
      "/v1/checkout/sessions",
      post((request, body) => createSession(store, body, new URL(request.url).origin)),
    )
    .get("/v1/checkout/sessions", (request) => page(request, store.sessions.all()))
    .get("/v1/checkout/sessions/:id", (request) => getSession(store, id(request)))
    .get("/v1/checkout/sessions/:id/line_items", (request) => page(request, lineItems(store, id(request))))
    .post(
      "/v1/checkout/sessions/:id/expire",
      post((request) => expireSession(store, id(request))),
    )
    .get("/v1/payment_intents/:id", (request) => found("payment_intent", request.params.id, store.intents.get(id(request))))
    .get("/v1/charges", (request) => page(request, store.charges.all()))
    .get("/v1/charges/:id", (request) => found("charge", request.params.id, store.charges.get(id(request))))
    .post(
      "/v1/refunds",
      post((request, body) => createRefund(store, body, request.headers.get("idempotency-key"))),
    )
    .get("/v1/refunds", (request) => page(request, store.refunds.all()))
    .get("/v1/refunds/:id", (request) => found("refund", request.params.id, store.refunds.get(id(request))))
    .get("/v1/disputes/:id", (request) => found("dispute", request.params.id, store.disputes.get(id(request))))
    .get("/v1/events", (request) => page(request, store.events.all()))
    .get("/v1/events/:id", (request) => found("event", request.params.id, store.events.get(id(request))))
    .post(
      "/v1/webhook_endpoints",
      post((_, body) => createEndpoint(store, body)),
    )
    .get("/v1/webhook_endpoints", (request) => page(request, listEndpoints(store)))
    .all("*", ({ method, url }) => {
      throw new StripeRefusal(404, "invalid_request_error", `Unrecognized request URL (${method}: ${new URL(url).pathname}).`)
    })
}
