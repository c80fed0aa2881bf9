import { and, asc, eq, inArray } from "drizzle-orm"
import type { Asset } from "#schemas/draft.ts"
import type { Image } from "#schemas/product.ts"
import { assets } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { StoredFile } from "./store.ts"

const publicRoles = new Set<StoredFile["role"]>(["cover", "thumb", "preview"])

/** The public address of a cover or preview; immutable, since the hash of the bytes is in it. */
export const publicUrl = (file: Pick<StoredFile, "role" | "sha256" | "name">) =>
  publicRoles.has(file.role) ? `/media/${file.sha256}/${encodeURIComponent(file.name)}` : null

export async function filesOf(ctx: Ctx, draftId: string): Promise<StoredFile[]> {
  return ctx.db.select().from(assets).where(eq(assets.draftId, draftId)).orderBy(asc(assets.position))
}

/** A cover or preview by its hash; anything that only a buyer may fetch is not found here. */
export async function publicFile(ctx: Ctx, sha256: string): Promise<StoredFile | null> {
  const [row] = await ctx.db
    .select()
    .from(assets)
    .where(and(eq(assets.sha256, sha256), inArray(assets.role, [...publicRoles])))
    .limit(1)
  return row ?? null
}

export const assetView = (file: StoredFile): Asset => ({
  id: file.id,
  role: file.role,
  name: file.name,
  mediaType: file.mediaType,
  bytes: file.bytes,
  sha256: file.sha256,
  alt: file.alt,
  url: publicUrl(file),
})

export const imageOf = (file: StoredFile, alt: string | null = null): Image => ({
  url: publicUrl(file) ?? "",
  alt: alt ?? file.alt ?? file.name,
  width: file.width ?? 1,
  height: file.height ?? 1,
})
