import { bodyLimit } from "hono/body-limit"
import { books } from "./books.ts"
import { adverts } from "./adverts.ts"
import { consoleSessions } from "./console.ts"
import { decisionLog } from "./decisions.ts"
import { docsPage } from "./docs.ts"
import { drafts } from "./drafts.ts"
import { experiments } from "./experiments.ts"
import { files } from "./files.ts"
import { health } from "./health.ts"
import { type RunNow, scheduledJobs } from "./jobs.ts"
import { live } from "./live.ts"
import { bearer, keyForWrites, session } from "./middleware/authenticate.ts"
import { context } from "./middleware/context.ts"
import { idempotent } from "./middleware/idempotency.ts"
import { jsonOnly } from "./middleware/media-type.ts"
import { limit } from "./middleware/limit.ts"
import { refusals } from "./middleware/refusals.ts"
import { embeddable, security } from "./middleware/security.ts"
import { metrics } from "./metrics.ts"
import { models } from "./models.ts"
import { office } from "./office.ts"
import { onError, problemResponse } from "./problem.ts"
import { products } from "./products.ts"
import { proposals } from "./proposals.ts"
import { providers } from "./providers.ts"
import { createRouter } from "./router.ts"
import { shop } from "./shop.ts"
import { tickets } from "./tickets.ts"
import { webhookEndpoints } from "./webhook-endpoints.ts"
import { channels } from "./sync.ts"
import { resendWebhook } from "./webhooks/resend.ts"
import { stripeWebhook } from "./webhooks/stripe.ts"

const mostBytes = 6 * 1024 * 1024

/** The methods that an address takes, by the patterns of the routes. */
function methodsAt(app: ReturnType<typeof createRouter>, path: string): string[] {
  const fits = (pattern: string) => new RegExp(`^${pattern.replaceAll(/:[^/]+/g, "[^/]+")}$`).test(path)
  const methods = app.routes.filter((route) => route.method !== "ALL" && fits(route.path)).map(({ method }) => method)
  return methods.length === 0 ? [] : [...new Set(methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))), "OPTIONS"]
}

/** The API without the site: tests run it as it is, the Worker mounts the pages behind it. */
export function createApp(runNow: RunNow) {
  const app = createRouter()
  app.onError(onError)
  app.use("/media/*", embeddable)
  app.use(security)
  app.use(context)
  app.use(bodyLimit({ maxSize: mostBytes, onError: (c) => problemResponse(c, "too_large", "The body is larger than 6 MB.") }))
  app.use("/v1/*", bearer, keyForWrites, limit, jsonOnly, idempotent)
  for (const path of ["/v1/proposals", "/v1/proposals/*", "/v1/flags/*", "/v1/experiments", "/v1/experiments/*"]) app.use(path, refusals)
  app.use("/console/*", session, limit)
  app.use("/console", session)
  app.use("/agents/*", session)
  const routed = app
    .route("/", health)
    .route("/", drafts)
    .route("/", products)
    .route("/", channels)
    .route("/", shop)
    .route("/", tickets)
    .route("/", office)
    .route("/", proposals)
    .route("/", models)
    .route("/", providers)
    .route("/", books)
    .route("/", experiments)
    .route("/", metrics)
    .route("/", webhookEndpoints)
    .route("/", adverts)
    .route("/", decisionLog)
    .route("/", files)
    .route("/", scheduledJobs(runNow))
  app.route("/", stripeWebhook)
  app.route("/", resendWebhook)
  app.route("/", consoleSessions)
  app.route("/", live)
  docsPage(app)
  app.all("/v1/*", (c) => {
    const methods = methodsAt(app, c.req.path)
    if (methods.length === 0) return problemResponse(c, "not_found", `There is no ${c.req.path}. The API is described at /openapi.json.`)
    c.header("allow", methods.join(", "))
    if (c.req.method === "OPTIONS") return c.body(null, 204)
    return problemResponse(c, "method_not_allowed", `${c.req.path} takes ${methods.join(", ")}.`)
  })
  return routed
}
export type Api = ReturnType<typeof createApp>
