import { z } from "zod"
import { CloudEvent } from "./event.ts"

export const WebhookTypes = z.array(CloudEvent.shape.type).max(20).describe("event types; an empty list means all of them")

export const WebhookEndpoint = z
  .strictObject({
    id: z.string(),
    url: z.string(),
    about: z.string(),
    types: WebhookTypes,
    status: z.enum(["active", "disabled"]),
    disabledWhy: z.string().nullable(),
    failingSince: z.iso.datetime().nullable(),
    oldSecretUntil: z.iso.datetime().nullable().describe("until then messages carry the signature of the secret before, too"),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "WebhookEndpoint" })
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>

export const WebhookSecret = z
  .strictObject({ endpoint: WebhookEndpoint, secret: z.string().describe("shown this once") })
  .meta({ id: "WebhookSecret" })

export const WebhookAttempt = z.strictObject({
  n: z.int(),
  status: z.int().nullable().describe("HTTP status; null: no answer"),
  ms: z.int(),
  answer: z.string().describe("the first kilobyte, or why there was none"),
  at: z.iso.datetime(),
})

export const WebhookDelivery = z
  .strictObject({
    id: z.string(),
    endpointId: z.string(),
    eventId: z.string().describe("the webhook-id header, the same on every attempt"),
    type: z.string(),
    status: z.enum(["pending", "delivered", "failed"]),
    attempts: z.int(),
    nextAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    deliveredAt: z.iso.datetime().nullable(),
    log: z.array(WebhookAttempt),
  })
  .meta({ id: "WebhookDelivery" })
export type WebhookDelivery = z.infer<typeof WebhookDelivery>
