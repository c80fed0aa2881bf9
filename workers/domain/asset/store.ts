import { assets } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { MadeFile } from "#workers/forge/forge.ts"
import type { NewEvent, Write } from "#workers/lib/db.ts"
import { sha256 } from "#workers/lib/hash.ts"

export type StoredFile = typeof assets.$inferSelect
type Provenance = StoredFile["provenance"]

/** Puts the bytes of a good's files into R2 under their SHA-256; the rows are for the caller's batch. */
export async function storeFiles(
  ctx: Ctx,
  productId: string,
  draftId: string,
  files: MadeFile[],
  provenance: Provenance,
): Promise<StoredFile[]> {
  const rows: StoredFile[] = []
  for (const [position, file] of files.entries()) {
    const hash = await sha256(file.bytes)
    await ctx.files.put(hash, file.bytes, file.mediaType)
    rows.push({
      id: ctx.id("asset"),
      productId,
      draftId,
      role: file.role,
      name: file.name,
      mediaType: file.mediaType,
      bytes: file.bytes.byteLength,
      sha256: hash,
      alt: file.alt ?? null,
      ...pixels(file),
      position,
      provenance,
      createdAt: ctx.now(),
    })
  }
  return rows
}

/** D1 takes 100 parameters a statement, so a row is a statement. */
export const assetWrites = (ctx: Ctx, rows: StoredFile[]): Write[] => rows.map((row) => ctx.db.insert(assets).values(row))

export const assetEvents = (rows: StoredFile[]): NewEvent[] =>
  rows.map(({ id, productId, role, name, sha256: hash, bytes }) => ({
    type: "asset.created",
    subject: productId,
    data: { productId, assetId: id, role, name, sha256: hash, bytes },
  }))

/** Width and height of a PNG stand in its header (PNG specification, 11.2.2 IHDR). */
function pixels({ mediaType, bytes }: MadeFile): { width: number | null; height: number | null } {
  if (mediaType !== "image/png") return { width: null, height: null }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}
