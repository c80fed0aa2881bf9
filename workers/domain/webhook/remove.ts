import { eq } from "drizzle-orm"
import { z } from "zod"
import { webhookEndpoints } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"
import { loadEndpoint } from "./load.ts"

export const removeEndpoint = operation({
  name: "webhook.remove",
  about: "Deletes an endpoint with its deliveries and their log.",
  scope: "write",
  approval: "person",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({ id: z.string(), removed: z.literal(true) }),
})(async (ctx, { id }) => {
  const { url } = await loadEndpoint(ctx, id)
  await ctx.commit({
    writes: [ctx.db.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id))],
    audit: { operation: "webhook.remove", subject: id, detail: { host: new URL(url).host } },
  })
  return { id, removed: true as const }
})
