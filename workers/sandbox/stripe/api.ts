import { Router, type IRequestStrict } from "itty-router"
import { closeDispute, updateDispute } from "./disputes.ts"
import { createEndpoint, listEndpoints } from "./endpoints.ts"
import { once } from "./idempotency.ts"
import { newId } from "./ids.ts"
import { page } from "./list.ts"
import { createCoupon, createPromotion, updatePromotion } from "./promotions.ts"
import { invalid, noSuch, StripeRefusal } from "./refusal.ts"
import { createRefund } from "./refunds.ts"
import { createSession, expireSession, getSession, lineItems } from "./sessions.ts"
import type { StripeStore } from "./store.ts"
import { createFile } from "./uploads.ts"

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
    .get("/v1/payment_intents/:id", (request) => {
      const intent = found("payment_intent", request.params.id, store.intents.get(id(request)))
      const { latest_charge: charge } = intent
      return expands(request, "latest_charge") && typeof charge === "string"
        ? { ...intent, latest_charge: store.charges.get(charge) }
        : intent
    })
    .get("/v1/charges", (request) => page(request, store.charges.all()))
    .get("/v1/charges/:id", (request) => found("charge", request.params.id, store.charges.get(id(request))))
    .post(
      "/v1/refunds",
      post((request, body) => createRefund(store, body, request.headers.get("idempotency-key"))),
    )
    .get("/v1/refunds", (request) => {
      const intent = new URL(request.url).searchParams.get("payment_intent")
      return page(request, intent ? store.refunds.all().filter((one) => one.payment_intent === intent) : store.refunds.all())
    })
    .get("/v1/refunds/:id", (request) => found("refund", request.params.id, store.refunds.get(id(request))))
    .post(
      "/v1/coupons",
      post((_, body) => createCoupon(store, body)),
    )
    .get("/v1/coupons/:id", (request) => found("coupon", request.params.id, store.coupons.get(id(request))))
    .post(
      "/v1/promotion_codes",
      post((_, body) => createPromotion(store, body)),
    )
    .get("/v1/promotion_codes", (request) => page(request, store.promotions.all()))
    .post(
      "/v1/promotion_codes/:id",
      post((request, body) => updatePromotion(store, id(request), body)),
    )
    .post("/v1/files", (request) => createFile(store, request))
    .get("/v1/files/:id", (request) => found("file", request.params.id, store.files.get(id(request))))
    .get("/v1/balance_transactions", (request) => {
      const all = store.balance.all()
      return page(request, expands(request, "data.source") ? all.map((one) => ({ ...one, source: sourceOf(store, one.source) })) : all)
    })
    .get("/v1/disputes", (request) => page(request, store.disputes.all()))
    .post(
      "/v1/disputes/:id",
      post((request, body) => updateDispute(store, id(request), body)),
    )
    .post(
      "/v1/disputes/:id/close",
      post((request) => closeDispute(store, id(request))),
    )
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

const expands = ({ url }: { url: string }, field: string) => {
  const { searchParams } = new URL(url)
  return [...searchParams].some(([name, value]) => /^expand(\[\d*\])?$/.test(name) && value === field)
}

/** The charge, refund or dispute behind a movement; its id when it is none of these. */
const sourceOf = (store: StripeStore, source: unknown) => {
  const id = String(source)
  return store.charges.get(id) ?? store.refunds.get(id) ?? store.disputes.get(id) ?? id
}
