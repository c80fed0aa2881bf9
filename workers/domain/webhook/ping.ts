import { z } from "zod"
import { webhookDeliveries } from "#schemas/tables/index.ts"
import { conflict } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { deliverWebhook } from "./deliver.ts"
import { loadEndpoint } from "./load.ts"

/** Sends a signed `webhook.ping` at once, to see whether an endpoint listens and verifies. */
export const pingEndpoint = operation({
  name: "webhook.ping",
  about: "Sends a test message to an endpoint and writes the answer to its log.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({ deliveryId: z.string() }),
})(async (ctx, { id }) => {
  const endpoint = await loadEndpoint(ctx, id)
  if (endpoint.status === "disabled") throw conflict("This endpoint is turned off; turn it on first.")
  const [deliveryId, eventId, now] = [ctx.id("delivery"), ctx.id("event"), ctx.now()]
  const body = JSON.stringify({
    specversion: "1.0",
    id: eventId,
    source: ctx.settings.PUBLIC_URL,
    type: "webhook.ping",
    subject: id,
    time: now.toISOString(),
    datacontenttype: "application/json",
    data: {},
  })
  const row = { id: deliveryId, endpointId: id, eventId, type: "webhook.ping", body, status: "pending" as const }
  await ctx.commit({
    writes: [ctx.db.insert(webhookDeliveries).values({ ...row, nextAt: now, eventAt: now, createdAt: now })],
    audit: { operation: "webhook.ping", subject: id, detail: { deliveryId } },
  })
  await deliverWebhook(ctx, deliveryId)
  return { deliveryId }
})
