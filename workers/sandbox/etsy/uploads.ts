import { isPicture, sizeOf } from "../picture.ts"
import { EtsyRefusal } from "./rules.ts"
import type { EtsyStore, Listing, ListingFile, ListingImage } from "./store.ts"

const text = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === "string" ? value : null
}

/** uploadListingImage: `overwrite` replaces what stands at the rank. */
export async function uploadImage(store: EtsyStore, listing: Listing, form: FormData): Promise<ListingImage> {
  const image = form.get("image")
  if (!(image instanceof Blob)) throw new EtsyRefusal(400, "An image is required.")
  const bytes = new Uint8Array(await image.arrayBuffer())
  if (!isPicture(bytes)) throw new EtsyRefusal(400, "The image must be a JPEG, PNG or GIF file.")
  if (bytes.length > 10_000_000) throw new EtsyRefusal(400, "The image may have 10 MB at most.")
  const size = sizeOf(bytes)
  if (size && Math.min(size.width, size.height) < 50) throw new EtsyRefusal(400, "The image must be at least 50 pixels on each side.")
  const rank = Number(text(form, "rank") ?? 1)
  const alt = text(form, "alt_text") ?? ""
  if (alt.length > 500) throw new EtsyRefusal(400, "The alt text of an image may have 500 characters at most.")
  const there = store.imagesOf(listing.listing_id)
  const before = there.find((one) => one.rank === rank)
  if (before && text(form, "overwrite") === "true") store.images.drop(String(before.id))
  else if (there.length >= 20) throw new EtsyRefusal(409, "A listing may have 20 images at most.")
  const id = store.next("image")
  store.ground.rows.putFile(`image-${id}`, bytes)
  const mediaType = image.type || "image/png"
  return store.images.put(String(id), { id, listing: listing.listing_id, rank, alt, mediaType, ...size, created: store.seconds() })
}

/** deleteListingImage: those behind it move up. */
export function removeImage(store: EtsyStore, listing: Listing, id: number): void {
  const there = store.imagesOf(listing.listing_id)
  if (!there.some((image) => image.id === id)) throw new EtsyRefusal(404, `Could not find an image with listing_image_id: ${id}`)
  if (there.length === 1 && listing.state === "active") throw new EtsyRefusal(400, "An active listing needs at least one image.")
  store.images.drop(String(id))
  for (const [n, image] of there.filter((one) => one.id !== id).entries()) store.images.put(String(image.id), { ...image, rank: n + 1 })
}

/** deleteListingFile: a digital listing that loses its last file becomes a physical one. */
export function removeFile(store: EtsyStore, listing: Listing, id: string): void {
  if (!store.filesOf(listing.listing_id).some((file) => String(file.id) === id))
    throw new EtsyRefusal(404, `Could not find a file with listing_file_id: ${id}`)
  store.files.drop(id)
  if (!store.filesOf(listing.listing_id).length) store.listings.put(String(listing.listing_id), { ...listing, listing_type: "physical" })
}

/** uploadListingFile: `file` and `name`. */
export async function uploadFile(store: EtsyStore, listing: Listing, form: FormData): Promise<ListingFile> {
  const file = form.get("file")
  const name = text(form, "name")
  if (!(file instanceof Blob) || !name) throw new EtsyRefusal(400, "A file and its name are required.")
  if (!/^[\w.-]{1,70}$/.test(name)) throw new EtsyRefusal(400, "The file name contains invalid characters.")
  if (file.size > 20_000_000) throw new EtsyRefusal(400, "The file may have 20 MB at most.")
  if (store.filesOf(listing.listing_id).length >= 5) throw new EtsyRefusal(409, "A listing may have 5 files at most.")
  const id = store.next("file")
  const rank = Number(text(form, "rank") ?? 1)
  const mediaType = file.type || "application/octet-stream"
  const size = file.size
  store.ground.rows.putFile(`file-${id}`, new Uint8Array(await file.arrayBuffer()))
  return store.files.put(String(id), { id, listing: listing.listing_id, rank, name, mediaType, size, created: store.seconds() })
}
