import { z } from "zod"
import type { ChannelListing, ShownListing } from "#schemas/channel.ts"
import { ChannelError, type Published } from "./channel.ts"
import type { EbayAsk } from "./ebay-client.ts"
import { itemOf, mergedItem, mergedOffer, offerOf, shownFrom, urlOf, type EbayTerms } from "./ebay-compile.ts"
import { EbayFault } from "./ebay-errors.ts"
import { hostPictures, readPictures } from "./ebay-pictures.ts"
import { missingToPublish } from "./ebay-rules.ts"
import { ebayTerms, isCode, type EbayChosen } from "./ebay-setup.ts"
import { EbayItem, EbayOffers, type EbayOffer, type EbayToldOffer } from "./ebay-shapes.ts"

export type EbayShop = { ask: EbayAsk; chosen: EbayChosen; quantity: number; site: string }

const base = "/sell/inventory/v1"
const itemPath = (sku: string) => `${base}/inventory_item/${encodeURIComponent(sku)}`
const Anything = z.unknown()
const Made = z.object({ offerId: z.string() })
const Listed = z.object({ listingId: z.string() })

/**
 * Brings a listing to eBay, from whatever is there: item, then offer, then the publication. Each is found by the SKU first, so a
 * push whose answer was lost is taken up where it broke. Nothing is written before all that a publication needs is at hand.
 */
export async function pushToEbay(shop: EbayShop, listing: ChannelListing, isKnown: boolean): Promise<Published> {
  const { ask, chosen } = shop
  const pictures = await readPictures(listing.images)
  const [there, offer] = await Promise.all([itemBySku(ask, listing.sku), offerBySku(shop, listing.sku)])
  const terms = (isKnown && offer && termsOf(chosen, offer)) || (await ebayTerms(ask, chosen))
  const before = there?.product?.imageUrls ?? []
  const draft = itemOf(
    listing,
    listing.images.map((image) => image.name),
    shop.quantity,
    there,
  )
  refuseIncomplete(draft, offerOf(listing, terms))
  const urls = await hostPictures(ask, pictures, before)
  const item = mergedItem(itemOf(listing, urls, shop.quantity, there), there)
  if (item) await ask({ method: "PUT", path: itemPath(listing.sku), json: item }, Anything)
  const offerId = await settleOffer(ask, offerOf(listing, terms), offer)
  const listingId = (offer && listingOf(offer)) ?? (await publishOffer(shop, listing.sku, offerId))
  return { remoteId: listing.sku, url: urlOf(shop.site, listingId) }
}

function refuseIncomplete(item: EbayItem, offer: EbayOffer): void {
  const missing = missingToPublish(item, offer)
  if (!missing.length) return
  const says = `eBay publishes nothing without ${missing.map((one) => one.says).join(", ")}.`
  throw new ChannelError("ebay", says, { field: missing[0]?.field })
}

/** Makes the offer, or changes the one that is there; a change of an offer that is published is a revision of its listing. */
async function settleOffer(ask: EbayAsk, wanted: EbayOffer, there: EbayToldOffer | null): Promise<string> {
  if (there) {
    const json = mergedOffer(wanted, there)
    if (json) await ask({ method: "PUT", path: `${base}/offer/${there.offerId}`, json }, Anything)
    return there.offerId
  }
  try {
    return (await ask({ method: "POST", path: `${base}/offer`, json: wanted }, Made)).offerId
  } catch (error) {
    // Two pushes at once: eBay names the offer that was first.
    const made = isCode(error, 25002) && error instanceof ChannelError ? existingOffer(error.cause) : undefined
    if (!made) throw error
    await ask({ method: "PUT", path: `${base}/offer/${made}`, json: wanted }, Anything)
    return made
  }
}

function existingOffer(cause: unknown): string | undefined {
  const faults = z.array(EbayFault).safeParse(cause).data ?? []
  return faults.find(({ message = "" }) => /offer entity already exists/i.test(message))?.parameters?.find(({ name }) => name === "offerId")
    ?.value
}

async function publishOffer(shop: EbayShop, sku: string, offerId: string): Promise<string> {
  try {
    return (await shop.ask({ method: "POST", path: `${base}/offer/${offerId}/publish` }, Listed)).listingId
  } catch (error) {
    // Published in between, by the answer that was lost or by another push.
    const now = isCode(error, 25002) ? await offerBySku(shop, sku) : null
    const listingId = now && listingOf(now)
    if (!listingId) throw error
    return listingId
  }
}

/** The number of the listing that an offer has on the site now. */
const listingOf = ({ status, listing }: EbayToldOffer): string | null =>
  status === "PUBLISHED" && listing && !/ENDED/.test(listing.listingStatus ?? "") ? listing.listingId : null

/** What a known offer stands on already, when it is what the settings ask for. */
function termsOf({ marketplaceId, categoryId, policies }: EbayChosen, offer: EbayToldOffer): EbayTerms | null {
  const { merchantLocationKey, listingPolicies: { fulfillmentPolicyId, paymentPolicyId, returnPolicyId } = {} } = offer
  if (!merchantLocationKey || !fulfillmentPolicyId || !paymentPolicyId || !returnPolicyId) return null
  const listingPolicies = {
    fulfillmentPolicyId: policies.fulfillment ?? fulfillmentPolicyId,
    paymentPolicyId: policies.payment ?? paymentPolicyId,
    returnPolicyId: policies.return ?? returnPolicyId,
  }
  return { marketplaceId, categoryId, merchantLocationKey, listingPolicies }
}

async function itemBySku(ask: EbayAsk, sku: string): Promise<EbayItem | null> {
  return orNull(ask({ method: "GET", path: itemPath(sku) }, EbayItem))
}

/** Our offer of a SKU. One on another marketplace or from another location is somebody else's, and a SKU has one offer only. */
async function offerBySku({ ask, chosen }: EbayShop, sku: string): Promise<EbayToldOffer | null> {
  const found = await orNull(ask({ method: "GET", path: `${base}/offer?sku=${encodeURIComponent(sku)}&limit=25` }, EbayOffers))
  const offers = found?.offers.filter(({ format }) => format !== "AUCTION") ?? []
  const strange = offers.find(
    (offer) => offer.marketplaceId !== chosen.marketplaceId || (offer.merchantLocationKey ?? chosen.locationKey) !== chosen.locationKey,
  )
  if (strange)
    throw new ChannelError(
      "ebay",
      `The SKU ${sku} is already offered on ${strange.marketplaceId} from the location "${strange.merchantLocationKey}", which is not this shop's (EBAY_MARKETPLACE_ID, EBAY_LOCATION_KEY).`,
      { field: "sku" },
    )
  return offers[0] ?? null
}

/** eBay says "no such" with 404, or with 400 and one of these numbers. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ChannelError && (error.status === 404 || isCode(error, 25701, 25702, 25710, 25713))) return null
    throw error
  }
}

export async function readFromEbay(shop: EbayShop, sku: string): Promise<ShownListing | null> {
  const [item, offer] = await Promise.all([itemBySku(shop.ask, sku), offerBySku(shop, sku)])
  return item && offer ? shownFrom(sku, item, offer, shop.site) : null
}

/** Ends the listing; item and offer stay, and another publication brings it back under a new number. */
export async function withdrawFromEbay(shop: EbayShop, sku: string): Promise<void> {
  const offer = await offerBySku(shop, sku)
  if (offer?.status === "PUBLISHED") await shop.ask({ method: "POST", path: `${base}/offer/${offer.offerId}/withdraw` }, Anything)
}
