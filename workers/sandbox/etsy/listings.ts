import { z } from "zod"
import { policyChanged } from "../misbehave.ts"
import { checkReady, EtsyRefusal, readForm } from "./rules.ts"
import type { EtsyStore, Listing } from "./store.ts"

type Fields = Record<string, string>

export function findListing(store: EtsyStore, id: string | undefined): Listing {
  const listing = store.listings.get(id ?? "")
  if (!listing) throw new EtsyRefusal(404, `Could not find a Listing with listing_id: ${id}`)
  return listing
}

const save = (store: EtsyStore, listing: Listing) =>
  store.listings.put(String(listing.listing_id), { ...listing, updated: store.seconds() })

/** createDraftListing */
export function createDraft(store: EtsyStore, fields: Fields): Listing {
  const at = store.seconds()
  const given = readForm(fields, true, policyChanged(store.ground.rows) ? ["production_partner_ids"] : [])
  const listing: Listing = {
    listing_id: store.next("listing"),
    title: "",
    description: "",
    state: "draft",
    tags: [],
    materials: [],
    price: 0,
    quantity: 1,
    sku: "",
    who_made: "i_did",
    when_made: "made_to_order",
    taxonomy_id: 1,
    listing_type: "physical",
    is_supply: false,
    should_auto_renew: false,
    created: at,
    updated: at,
    ...given,
  }
  return save(store, listing)
}

/** updateListing: words, order of images, and the step from draft to active. */
export function updateListing(store: EtsyStore, id: string | undefined, fields: Fields): Listing {
  const listing = { ...findListing(store, id), ...readForm(fields, false) }
  if (fields.image_ids) reorder(store, listing.listing_id, fields.image_ids.split(",").map(Number))
  const { state } = fields
  if (state !== undefined && state !== "active" && state !== "inactive")
    throw new EtsyRefusal(400, "Invalid value for state: active or inactive.")
  if (state === "inactive" && listing.state === "draft") throw new EtsyRefusal(409, "A draft listing cannot be made inactive.")
  if (listing.state === "removed") throw new EtsyRefusal(403, "This listing was removed by Etsy.")
  if (state === "active") checkReady(store, listing)
  return save(store, { ...listing, state: state ?? listing.state })
}

function reorder(store: EtsyStore, listing: number, ids: number[]): void {
  const there = store.imagesOf(listing)
  const lost = ids.find((id) => !there.some((image) => image.id === id))
  if (lost) throw new EtsyRefusal(404, `Could not find an image with listing_image_id: ${lost}`)
  for (const image of there) {
    const rank = ids.indexOf(image.id) + 1
    if (rank) store.images.put(String(image.id), { ...image, rank })
    else store.images.drop(String(image.id))
  }
}

const Offering = z.object({ price: z.number(), quantity: z.int(), is_enabled: z.boolean(), readiness_state_id: z.int().nullable() })
const Inventory = z.object({ products: z.array(z.object({ sku: z.string().nullish(), offerings: z.array(Offering).min(1) })).min(1) })

/** updateListingInventory, for a listing without variations. */
export function updateInventory(store: EtsyStore, id: string | undefined, body: unknown): Listing {
  const listing = findListing(store, id)
  const read = Inventory.safeParse(body)
  if (!read.success) throw new EtsyRefusal(400, `Invalid inventory: ${z.prettifyError(read.error)}`)
  const [product] = read.data.products
  const [offering] = product?.offerings ?? []
  if (read.data.products.length > 1) throw new EtsyRefusal(400, "The sandbox plays listings without variations.")
  if (!offering || offering.price < 0.2) throw new EtsyRefusal(400, "The price must be at least 0.20 USD.")
  if (product?.sku && product.sku.length > 32) throw new EtsyRefusal(400, "The SKU may have 32 characters at most.")
  return save(store, { ...listing, sku: product?.sku ?? "", price: Math.round(offering.price * 100), quantity: offering.quantity })
}
