import { eq } from "drizzle-orm"
import { z } from "zod"
import { webhookEndpoints } from "#schemas/tables/index.ts"
import { WebhookEndpoint, WebhookTypes } from "#schemas/webhook.ts"
import { operation } from "#workers/operation.ts"
import { checkUrl, loadEndpoint, viewEndpoint } from "./load.ts"

/** A disabled endpoint that is made active again goes on with what still waits for it. */
export const changeEndpoint = operation({
  name: "webhook.change",
  about: "Changes an endpoint's address, filter or note, or turns it off and on.",
  scope: "write",
  approval: "person",
  input: z.strictObject({
    id: z.string().max(60),
    url: z.string().max(2000).optional(),
    about: z.string().max(200).optional(),
    types: WebhookTypes.optional(),
    status: z.enum(["active", "disabled"]).optional(),
  }),
  output: WebhookEndpoint,
})(async (ctx, { id, ...change }) => {
  await loadEndpoint(ctx, id)
  if (change.url !== undefined) checkUrl(ctx, change.url)
  const turned = change.status === "active" ? { disabledWhy: null, failingSince: null } : { disabledWhy: "Turned off by an operator." }
  await ctx.commit({
    writes: [
      ctx.db
        .update(webhookEndpoints)
        .set({ ...change, ...(change.status ? turned : {}), updatedAt: ctx.now() })
        .where(eq(webhookEndpoints.id, id)),
    ],
    audit: { operation: "webhook.change", subject: id, detail: { changed: Object.keys(change) } },
  })
  return viewEndpoint(await loadEndpoint(ctx, id))
})
