import type { ChannelListing } from "#schemas/channel.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { filesOf, publicUrl, type StoredFile } from "#workers/domain/asset/index.ts"
import type { DraftRow } from "#workers/domain/draft/index.ts"
import type { ProductRow } from "#workers/domain/product/index.ts"

/** One listing in our own words, from an approved draft; each channel compiles it further. Bytes are read only when asked for. */
export async function compileListing(ctx: Ctx, listingId: string, product: ProductRow, draft: DraftRow): Promise<ChannelListing> {
  const chosen = draft.variants.find(({ key }) => key === draft.chosen)
  if (!chosen) throw new Error(`Draft ${draft.id} has chosen a variant that it does not have.`)
  const files = await filesOf(ctx, draft.id)
  const { title, description, bullets, tags } = chosen.copy
  return {
    id: listingId,
    slug: product.slug,
    sku: product.id.slice(0, 32),
    kind: product.kind,
    title,
    description,
    bullets,
    tags,
    price: { amount: draft.priceAmount, currency: draft.currency },
    images: files
      .filter(({ role }) => role === "cover" || role === "preview")
      .map((file) => ({
        name: file.name,
        mediaType: file.mediaType,
        alt: file.alt ?? file.name,
        url: `${ctx.settings.PUBLIC_URL}${publicUrl(file)}`,
        pixels: file.width && file.height ? { width: file.width, height: file.height } : null,
        size: file.bytes,
        bytes: () => bytesOf(ctx, file),
      })),
    files: files
      // Channels take few files, so the buyer gets the ZIP, which holds all of them.
      .filter(({ role }) => role === "bundle")
      .map((file) => ({ name: file.name, mediaType: file.mediaType, size: file.bytes, bytes: () => bytesOf(ctx, file) })),
  }
}

/** What a shopper would notice, as one hash: when it changes, our shop has changed. */
export const listingHash = ({ title, description, bullets, tags, price, images, files, sku }: ChannelListing): Promise<string> =>
  sha256(
    canonical({
      title,
      description,
      bullets,
      tags,
      price,
      sku,
      images: images.map(({ name, alt, url }) => ({
        name,
        alt,
        url,
      })),
      files: files.map(({ name, size }) => ({
        name,
        size,
      })),
    }),
  )

async function bytesOf(ctx: Ctx, file: StoredFile): Promise<Uint8Array> {
  const stored = await ctx.files.get(file.sha256)
  if (!stored) throw new AppError("gone", `The bytes of ${file.name} (${file.sha256}) are not in the store.`)
  return new Uint8Array(await new Response(stored.body).arrayBuffer())
}
