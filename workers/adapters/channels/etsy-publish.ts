import { z } from "zod"
import type { ChannelListing, ListingFile, ListingImage } from "#schemas/channel.ts"
import { ChannelError, type Published } from "./channel.ts"
import { toDecimal } from "./decimal.ts"
import type { EtsyAsk } from "./etsy-client.ts"
import { EtsyFiles, EtsyListing, findListing } from "./etsy-listing.ts"
import { toPlainWords } from "./words.ts"

export type Shopfront = { ask: EtsyAsk; shop: string; taxonomy: string }

export const EtsyShop = z.object({ shop_name: z.string(), currency_code: z.string() })
const Image = z.object({ listing_image_id: z.int() })
const Images = z.object({ results: z.array(Image) })
const Anything = z.unknown()
const mostFiles = 5

/** Draft, inventory, images, files, and only then active. What a broken push left behind is taken up. */
export async function publish(front: Shopfront, listing: ChannelListing): Promise<Published> {
  await checkShop(front, listing)
  const { ours, orphans } = await findListing(front.ask, front.shop, listing)
  if (ours.length > 1)
    throw new ChannelError(
      "etsy",
      `Several Etsy listings carry the SKU ${listing.sku}: ${ours.map((one) => one.listing_id).join(", ")}. Keep one.`,
      {
        field: "sku",
      },
    )
  const known = ours[0] ?? orphans[0] ?? null
  const pushed = await push(front, listing, known)
  for (const orphan of orphans)
    if (orphan !== known) await front.ask({ method: "DELETE", path: `/listings/${orphan.listing_id}` }, Anything)
  return pushed
}

/** The same for a listing whose id is known; one that is gone is published again. */
export async function update(front: Shopfront, remoteId: string, listing: ChannelListing): Promise<Published> {
  const known = await unlessGone(() => front.ask({ method: "GET", path: `/listings/${remoteId}` }, EtsyListing))
  if (!known) return publish(front, listing)
  await checkShop(front, listing)
  return push(front, listing, known)
}

/** Null for a 404. */
export async function unlessGone<T>(asking: () => Promise<T>): Promise<T | null> {
  try {
    return await asking()
  } catch (error) {
    if (error instanceof ChannelError && error.status === 404) return null
    throw error
  }
}

async function checkShop({ ask, shop }: Shopfront, { price, files }: ChannelListing): Promise<void> {
  const { currency_code } = await ask({ method: "GET", path: `/shops/${shop}` }, EtsyShop)
  if (currency_code !== price.currency)
    throw new ChannelError("etsy", `The Etsy shop sells in ${currency_code}, not ${price.currency}.`, { field: "price.currency" })
  if (!files.length) throw new ChannelError("etsy", "A digital listing without a file is never activated.", { field: "files" })
}

async function push(front: Shopfront, listing: ChannelListing, known: EtsyListing | null): Promise<Published> {
  const { ask, shop } = front
  if (known?.state === "removed")
    throw new ChannelError("etsy", `Etsy itself has removed listing ${known.listing_id}: its people have to allow it again.`, {
      field: "state",
    })
  const words = wordsOf(listing, front.taxonomy)
  const sale = { quantity: "999", price: toDecimal(listing.price.amount, listing.price.currency) }
  const made = known ?? (await ask({ method: "POST", path: `/shops/${shop}/listings`, form: { ...words, ...sale } }, EtsyListing))
  const id = String(made.listing_id)
  await ask({ method: "PUT", path: `/listings/${id}/inventory`, json: inventoryOf(listing) }, Anything)
  const images = await syncImages(front, id, listing.images)
  await syncFiles(front, id, listing.files)
  const live = await change(front, id, { ...words, image_ids: images.join(","), state: "active" })
  return { remoteId: id, url: live.url }
}

/** The fields that create and update share. Arrays travel comma-separated; tags cannot hold a comma. */
export function wordsOf(listing: ChannelListing, taxonomy: string): Record<string, string> {
  return {
    title: listing.title,
    description: toPlainWords(listing.description, listing.bullets),
    tags: listing.tags.join(","),
    who_made: "i_did",
    // The one value that no new year renames.
    when_made: "made_to_order",
    taxonomy_id: taxonomy,
    type: "download",
    is_supply: "false",
    should_auto_renew: "false",
  }
}

/** Price and SKU live in the inventory: one product without variations. */
export function inventoryOf({ sku, price }: Pick<ChannelListing, "sku" | "price">) {
  const amount = Number(toDecimal(price.amount, price.currency))
  const offering = { price: amount, quantity: 999, is_enabled: true, readiness_state_id: null }
  return { products: [{ sku, property_values: [], offerings: [offering] }] }
}

export const change = ({ ask, shop }: Shopfront, id: string, form: Record<string, string>) =>
  ask({ method: "PATCH", path: `/shops/${shop}/listings/${id}`, form }, EtsyListing)

/** Puts each picture at its rank, over what stood there, and takes down what is left over. */
async function syncImages({ ask, shop }: Shopfront, id: string, wanted: ListingImage[]): Promise<number[]> {
  const path = `/shops/${shop}/listings/${id}/images`
  const ids: number[] = []
  // One after the other: a rank can only be taken when the ranks before it are.
  for (const [n, image] of wanted.entries()) {
    const files = new FormData()
    files.append("image", new Blob([Uint8Array.from(await image.bytes())], { type: image.mediaType }), image.name)
    files.append("rank", String(n + 1))
    files.append("overwrite", "true")
    files.append("alt_text", image.alt)
    ids.push((await ask({ method: "POST", path, files }, Image)).listing_image_id)
  }
  const { results } = await ask({ method: "GET", path: `/listings/${id}/images` }, Images)
  for (const { listing_image_id: old } of results) if (!ids.includes(old)) await ask({ method: "DELETE", path: `${path}/${old}` }, Anything)
  return ids
}

/**
 * Uploads what is missing or has another size, and removes what is no longer wanted. The last file is never taken away first:
 * Etsy would turn the listing into a physical one.
 */
async function syncFiles({ ask, shop }: Shopfront, id: string, wanted: ListingFile[]): Promise<void> {
  const path = `/shops/${shop}/listings/${id}/files`
  const { results: there } = await ask({ method: "GET", path }, EtsyFiles)
  // One of each name: an upload that was done twice left two.
  const kept = wanted.flatMap(({ name, size }) => there.find((file) => file.filename === name && file.size_bytes === size) ?? [])
  const old = there.filter((file) => !kept.includes(file))
  const drop = (file: (typeof old)[number]) => ask({ method: "DELETE", path: `${path}/${file.listing_file_id}` }, Anything)
  let count = there.length
  for (const [n, file] of wanted.entries()) {
    if (kept.some((one) => one.filename === file.name)) continue
    const place = count >= mostFiles ? old.shift() : undefined
    if (place) await drop(place)
    const files = new FormData()
    files.append("file", new Blob([Uint8Array.from(await file.bytes())], { type: file.mediaType }), file.name)
    files.append("name", file.name)
    files.append("rank", String(n + 1))
    await ask({ method: "POST", path, files }, Anything)
    if (!place) count++
  }
  for (const file of old) await drop(file)
}
