import { eq } from "drizzle-orm"
import { CloudEvent } from "#schemas/event.ts"
import { webhookEndpoints } from "#schemas/tables/index.ts"
import type { WebhookEndpoint } from "#schemas/webhook.ts"
import type { Ctx } from "#workers/context.ts"
import { invalidField, notFound } from "#workers/errors.ts"
import { seal, unseal } from "#workers/lib/seal.ts"

export type EndpointRow = typeof webhookEndpoints.$inferSelect

const purpose = "webhook secrets"
const knownTypes = CloudEvent.shape.type.options

export async function loadEndpoint(ctx: Ctx, id: string): Promise<EndpointRow> {
  const [row] = await ctx.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id))
  if (!row) throw notFound("webhook endpoint", id)
  return row
}

export const viewEndpoint = ({ id, url, about, types, status, ...row }: EndpointRow): WebhookEndpoint => ({
  id,
  url,
  about,
  types: knownTypes.filter((type) => types.includes(type)),
  status,
  disabledWhy: row.disabledWhy,
  failingSince: row.failingSince?.toISOString() ?? null,
  oldSecretUntil: row.oldSecretUntil?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

export const sealSecret = async (ctx: Ctx, secret: string): Promise<string> => seal(secret, await ctx.secret(), purpose)

/** The secrets that sign now: the current one, and the one before it while its day lasts. */
export async function signingSecrets(ctx: Ctx, row: EndpointRow): Promise<string[]> {
  const overlaps = row.oldSecretUntil !== null && row.oldSecretUntil > ctx.now()
  const sealed = overlaps && row.oldSecret ? [row.secret, row.oldSecret] : [row.secret]
  const key = await ctx.secret()
  return Promise.all(sealed.map((one) => unseal(one, key, purpose)))
}

/** Told before anything is kept: an address that nothing would be sent to. */
export function checkUrl(ctx: Ctx, url: string): void {
  const wrong = ctx.hooks.refuse(url)
  if (wrong) throw invalidField("url", wrong)
}
