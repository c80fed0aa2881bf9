import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { webhookEndpoints } from "#schemas/tables/index.ts"
import { WebhookSecret } from "#schemas/webhook.ts"
import { conflict } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { newWebhookSecret } from "#workers/lib/standard-webhooks.ts"
import { operation } from "#workers/operation.ts"
import { loadEndpoint, sealSecret, viewEndpoint } from "./load.ts"
import { overlapMs } from "./rules.ts"

/** For a day both secrets sign, so that whoever receives can change over without losing a message. */
export const rotateSecret = operation({
  name: "webhook.rotate",
  about: "Gives an endpoint a new secret, shown this once; the old one signs for one more day.",
  scope: "write",
  approval: "person",
  input: z.strictObject({ id: z.string().max(60) }),
  output: WebhookSecret,
})(async (ctx, { id }) => {
  const row = await loadEndpoint(ctx, id)
  const secret = newWebhookSecret()
  const until = new Date(ctx.now().getTime() + overlapMs)
  const next = { secret: await sealSecret(ctx, secret), oldSecret: row.secret, oldSecretUntil: until, updatedAt: ctx.now() }
  const transition = ctx.db
    .update(webhookEndpoints)
    .set(next)
    .where(and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.secret, row.secret)))
  try {
    await ctx.commit({ transition, audit: { operation: "webhook.rotate", subject: id, detail: { until: until.toISOString() } } })
  } catch (error) {
    if (error instanceof LostRace) throw conflict("Somebody else rotated this secret just now; theirs is the valid one.")
    throw error
  }
  return { endpoint: viewEndpoint(await loadEndpoint(ctx, id)), secret }
})
