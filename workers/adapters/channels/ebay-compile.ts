import type { ChannelListing, ShownListing } from "#schemas/channel.ts"
import { fromDecimal, toDecimal } from "./decimal.ts"
import type { EbayItem, EbayOffer, EbayToldOffer } from "./ebay-shapes.ts"
import { fromHtmlWords, toHtmlWords, toPlainWords } from "./words.ts"

/** What of an offer comes from the settings and the account, not from the listing. */
export type EbayTerms = {
  marketplaceId: string
  categoryId: string
  merchantLocationKey: string
  listingPolicies: { fulfillmentPolicyId: string; paymentPolicyId: string; returnPolicyId: string }
}

/** The item of a listing. A quantity that is above nothing stays as buyers left it, so that a sale is no reason for a revision. */
export function itemOf(listing: ChannelListing, imageUrls: string[], quantity: number, there: EbayItem | null): EbayItem {
  const left = there?.availability?.shipToLocationAvailability?.quantity ?? 0
  return {
    condition: "NEW",
    availability: { shipToLocationAvailability: { quantity: left >= 1 ? left : quantity } },
    product: {
      title: listing.title,
      // The listing's own description is the long one; this field takes 4000 characters.
      description: cut(toPlainWords(listing.description, listing.bullets), 4000),
      aspects: { Type: [sentenceCase(listing.kind)], Format: ["Digital download"] },
      imageUrls,
    },
  }
}

export function offerOf(listing: ChannelListing, terms: EbayTerms): EbayOffer {
  const { amount, currency } = listing.price
  return {
    sku: listing.sku,
    format: "FIXED_PRICE",
    ...terms,
    listingDescription: toHtmlWords(listing.description, listing.bullets),
    listingDuration: "GTC",
    pricingSummary: { price: { value: toDecimal(amount, currency), currency } },
    // Without this eBay looks for a product of its catalogue and takes that one's words.
    includeCatalogProductDetails: false,
  }
}

const sentenceCase = (kind: string) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`.replaceAll(/[-_]/g, " ")
const cut = (text: string, most: number) => {
  const short = text.slice(0, most)
  // Never half of a sign that takes two units.
  return /[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short
}

/** What eBay tells of an item or an offer but does not take back. */
const toldOnly = ["sku", "locale", "groupIds", "inventoryItemGroupKeys"]
const toldOfOffer = ["offerId", "status", "listing"]

/** The wanted value over what is there; null when nothing of it would change. */
export function mergedItem(wanted: EbayItem, there: EbayItem | null): EbayItem | null {
  if (!there) return wanted
  return holds(there, wanted) ? null : { ...without(there, toldOnly), ...wanted, product: { ...there.product, ...wanted.product } }
}

export function mergedOffer(wanted: EbayOffer, there: EbayToldOffer): EbayOffer | null {
  if (holds(there, wanted)) return null
  const listingPolicies = { ...there.listingPolicies, ...wanted.listingPolicies }
  return { ...without(there, toldOfOffer), ...wanted, listingPolicies }
}

const without = (value: object, names: string[]) => Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))

/** Everything in `part` is in `whole` as well; lists must be the same. */
function holds(whole: unknown, part: unknown): boolean {
  if (!isRecord(part) || !isRecord(whole)) return JSON.stringify(whole) === JSON.stringify(part)
  return Object.entries(part).every(([name, value]) => holds(whole[name], value))
}
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value)

/** An item and its offer in our words. */
export function shownFrom(sku: string, item: EbayItem, offer: EbayToldOffer, site: string): ShownListing {
  const { listing, status, listingDescription = "", pricingSummary } = offer
  const { value = "0", currency = "USD" } = pricingSummary?.price ?? {}
  const onSale = status === "PUBLISHED" && !listing?.listingOnHold && (listing?.listingStatus ?? "ACTIVE") === "ACTIVE"
  return {
    remoteId: sku,
    url: listing ? urlOf(site, listing.listingId) : null,
    state: onSale ? "live" : listing ? "withdrawn" : "draft",
    sku,
    title: item.product?.title ?? "",
    ...fromHtmlWords(listingDescription),
    tags: null,
    price: { amount: fromDecimal(value, currency), currency },
    images: (item.product?.imageUrls ?? []).map(() => ({ alt: null })),
    files: null,
  }
}

export const urlOf = (site: string, listingId: string) => `${site}/itm/${listingId}`
