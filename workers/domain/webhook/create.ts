import { z } from "zod"
import { webhookEndpoints } from "#schemas/tables/index.ts"
import { WebhookSecret, WebhookTypes } from "#schemas/webhook.ts"
import { conflict } from "#workers/errors.ts"
import { newWebhookSecret } from "#workers/lib/standard-webhooks.ts"
import { operation } from "#workers/operation.ts"
import { checkUrl, loadEndpoint, sealSecret, viewEndpoint } from "./load.ts"

const mostEndpoints = 50

/** The secret is answered here and never again; what is kept of it is sealed. */
export const createEndpoint = operation({
  name: "webhook.create",
  about: "Adds an address that is sent the shop's events, signed; its secret is shown this once.",
  scope: "write",
  approval: "person",
  input: z.strictObject({ url: z.string().max(2000), about: z.string().max(200).default(""), types: WebhookTypes.default([]) }),
  output: WebhookSecret,
})(async (ctx, { url, about, types }) => {
  checkUrl(ctx, url)
  if ((await ctx.db.$count(webhookEndpoints)) >= mostEndpoints)
    throw conflict(`There are ${mostEndpoints} endpoints already; delete one that nobody uses.`)
  const [id, secret, now] = [ctx.id("endpoint"), newWebhookSecret(), ctx.now()]
  const sealed = await sealSecret(ctx, secret)
  await ctx.commit({
    writes: [
      ctx.db.insert(webhookEndpoints).values({ id, url, about, types, secret: sealed, status: "active", createdAt: now, updatedAt: now }),
    ],
    audit: { operation: "webhook.create", subject: id, detail: { host: new URL(url).host, types } },
  })
  return { endpoint: viewEndpoint(await loadEndpoint(ctx, id)), secret }
})
