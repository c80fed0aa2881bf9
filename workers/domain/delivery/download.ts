import { and, eq } from "drizzle-orm"
import { assets, downloads, entitlements } from "#schemas/tables/index.ts"
import type { StoredFile } from "#workers/adapters/files.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { sign } from "#workers/lib/hash.ts"
import { downloadSigned } from "#workers/domain/order/index.ts"

export type DownloadRequest = { entitlementId: string; assetId: string; expires: number; signature: string; headers: Headers }

/**
 * Opens a bought file: the signature, its time and the entitlement are checked at every request, so a refund closes the
 * next one. Not an operation, because what it answers is a stream. Every fetch is logged for disputes.
 */
export async function openDownload(ctx: Ctx, request: DownloadRequest): Promise<{ file: StoredFile; name: string; sha256: string }> {
  const { entitlementId, assetId, expires, signature } = request
  if (!(await downloadSigned(ctx, entitlementId, assetId, expires, signature)))
    throw new AppError("forbidden", "This download link was not made by the shop.")
  if (expires * 1000 < ctx.now().getTime())
    throw new AppError("gone", "This download link has expired. Open the order page: it has a new one.")
  const [row] = await ctx.db
    .select()
    .from(entitlements)
    .innerJoin(assets, and(eq(assets.id, assetId), eq(assets.draftId, entitlements.draftId)))
    .where(eq(entitlements.id, entitlementId))
  if (!row) throw new AppError("not_found", "There is no such file.")
  if (row.entitlements.status !== "active") throw new AppError("gone", "The order was paid back, so its files are no longer open.")
  const file = await ctx.files.get(row.assets.sha256, request.headers)
  if (!file) throw new AppError("unavailable", "The file is not in the store right now. Nothing is lost; please try again.")
  const address = request.headers.get("cf-connecting-ip")
  const client = address && (await sign(await ctx.secret(), `visitor:${address}`)).slice(0, 12)
  await ctx.db
    .insert(downloads)
    .values({ id: ctx.id("download"), entitlementId, assetId, range: request.headers.get("range"), client, at: ctx.now() })
  return { file, name: row.assets.name, sha256: row.assets.sha256 }
}
