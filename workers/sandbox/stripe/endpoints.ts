import { z } from "zod"
import type Stripe from "stripe"
import { apiVersion } from "./events.ts"
import { newId } from "./ids.ts"
import { metadata, readParams, text, url } from "./params.ts"
import type { StripeStore } from "./store.ts"

const EndpointParams = z.strictObject({
  url: url(),
  enabled_events: z.array(text()).min(1),
  description: text().optional(),
  api_version: text().optional(),
  metadata: metadata(),
  expand: z.array(text()).optional(),
})

/** POST /v1/webhook_endpoints: the only answer that shows the signing secret. */
export function createEndpoint(store: StripeStore, body: string): Stripe.WebhookEndpoint & { secret: string } {
  const params = readParams(EndpointParams, body, ["connect"])
  const endpoint = {
    id: newId("we_1"),
    object: "webhook_endpoint" as const,
    api_version: params.api_version ?? apiVersion,
    application: null,
    created: store.seconds(),
    description: params.description ?? null,
    enabled_events: params.enabled_events,
    livemode: false,
    metadata: params.metadata,
    secret: newId("whsec_", 32),
    status: "enabled",
    url: params.url,
  }
  return store.endpoints.put(endpoint.id, endpoint)
}

export function listEndpoints(store: StripeStore): Stripe.WebhookEndpoint[] {
  return store.endpoints.all().map((endpoint) => ({ ...endpoint, secret: undefined }))
}
