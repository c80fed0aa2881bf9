import type { Ctx } from "#workers/context.ts"
import { sign, signedBy } from "#workers/lib/hash.ts"
import { downloadHours } from "./rules.ts"

const message = (entitlementId: string, assetId: string, expires: number) => `download:${entitlementId}:${assetId}:${expires}`

/** A link to one file, bound to one entitlement; it expires, and dies at once when the entitlement is revoked. */
export async function signedDownload(ctx: Ctx, entitlementId: string, assetId: string): Promise<{ url: string; expiresAt: string }> {
  const expires = Math.floor(ctx.now().getTime() / 1000) + downloadHours * 3600
  const signature = await sign(await ctx.secret(), message(entitlementId, assetId, expires))
  const url = `${ctx.settings.PUBLIC_URL}/v1/downloads/${entitlementId}/${assetId}?expires=${expires}&signature=${signature}`
  return { url, expiresAt: new Date(expires * 1000).toISOString() }
}

export async function downloadSigned(
  ctx: Ctx,
  entitlementId: string,
  assetId: string,
  expires: number,
  signature: string,
): Promise<boolean> {
  return signedBy(await ctx.secret(), message(entitlementId, assetId, expires), signature)
}
