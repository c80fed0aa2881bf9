import { z } from "zod"
import { policyChanged } from "../misbehave.ts"
import { findItem, readJson } from "./items.ts"
import { checkReady } from "./ready.ts"
import { badValue, EbayRefusal } from "./refusal.ts"
import { revise } from "./revise.ts"
import type { EbayStore, Offer } from "./store.ts"

const Price = z.object({ value: z.string().regex(/^\d+(\.\d{1,2})?$/), currency: z.string().length(3) })
const Id = z.string().regex(/^\d+$/)
const Sent = z.looseObject({
  sku: z.string().max(50).optional(),
  marketplaceId: z.string().optional(),
  format: z.enum(["FIXED_PRICE", "AUCTION"]).optional(),
  categoryId: Id.optional(),
  listingDescription: z.string().max(500_000).optional(),
  listingDuration: z.literal("GTC").optional(),
  merchantLocationKey: z.string().max(36).optional(),
  listingPolicies: z
    .looseObject({ fulfillmentPolicyId: Id.optional(), paymentPolicyId: Id.optional(), returnPolicyId: Id.optional() })
    .optional(),
  pricingSummary: z.looseObject({ price: Price.optional() }).optional(),
  regulatory: z.looseObject({}).optional(),
})

export function findOffer(store: EbayStore, id = ""): Offer {
  const offer = store.offers.get(id)
  if (!offer) throw new EbayRefusal(25713, "This Offer is not available.", { status: 404, parameters: { offerId: id } })
  return offer
}

/** createOffer: one offer of a SKU, format and marketplace; the second is refused with the number of the first. */
export function createOffer(store: EbayStore, json: unknown): Offer {
  const { sku, marketplaceId, format, ...sent } = readJson(Sent, json)
  if (!sku) throw badValue("sku")
  if (!marketplaceId?.startsWith("EBAY_")) throw badValue("marketplaceId")
  if (!format) throw badValue("format")
  if (!store.items.get(sku))
    throw new EbayRefusal(25702, `${sku} could not be found or is not available in the system.`, { status: 404, parameters: { sku } })
  checkPolicy(store, sent)
  const there = store.offers.all().find((offer) => offer.sku === sku && offer.format === format)
  if (there)
    throw new EbayRefusal(25002, "A user error has occurred. Offer entity already exists.", { parameters: { offerId: there.offerId } })
  const offerId = store.next("offer", 9_000_000_000)
  return store.offers.put(offerId, {
    ...sent,
    offerId,
    sku,
    marketplaceId,
    format,
    status: "UNPUBLISHED",
    listingId: null,
    soldQuantity: 0,
  })
}

/** updateOffer: a replacement of the whole, but of what makes the offer's identity; of one on sale it revises the listing. */
export function updateOffer(store: EbayStore, id: string, json: unknown): void {
  const before = findOffer(store, id)
  const { sku: _sku, marketplaceId: _marketplace, format: _format, ...sent } = readJson(Sent, json)
  checkPolicy(store, sent)
  const { offerId, sku, marketplaceId, format, status, listingId, soldQuantity } = before
  const after = { ...sent, offerId, sku, marketplaceId, format, status, listingId, soldQuantity }
  if (status === "PUBLISHED") {
    checkReady(store, findItem(store, sku), after)
    revise(store, listingId)
  }
  store.offers.put(id, after)
}

/** publishOffer: a listing with a number of its own; a second publication of an offer on sale is refused. */
export function publishOffer(store: EbayStore, id: string): string {
  const offer = findOffer(store, id)
  if (offer.status === "PUBLISHED")
    throw new EbayRefusal(25002, "A user error has occurred. The offer is already published.", {
      parameters: { listingId: offer.listingId ?? "" },
    })
  checkReady(store, findItem(store, offer.sku), offer)
  const listingId = store.next("listing", 256_000_000_000)
  store.offers.put(id, { ...offer, status: "PUBLISHED", listingId })
  return listingId
}

/** withdrawOffer: the listing ends, the offer stays. */
export function withdrawOffer(store: EbayStore, id: string): string {
  const offer = findOffer(store, id)
  if (offer.status !== "PUBLISHED")
    throw new EbayRefusal(25002, "A user error has occurred. The offer is not published.", { parameters: { offerId: id } })
  store.offers.put(id, { ...offer, status: "UNPUBLISHED" })
  return offer.listingId ?? ""
}

/** A policy that the twin was told to introduce: every offer needs its regulatory details. */
function checkPolicy(store: EbayStore, sent: Partial<Offer>): void {
  if (policyChanged(store.ground.rows) && !sent.regulatory)
    throw new EbayRefusal(25017, "Missing information in the field regulatory.", { parameters: { fieldName: "regulatory" } })
}
