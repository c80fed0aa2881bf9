import type { ChannelListing } from "#schemas/channel.ts"
import type { ChannelLimits, Problem } from "./channel.ts"
import { ebayMarkets, type EbayMarket } from "./ebay-markets.ts"
import type { EbayItem, EbayOffer } from "./ebay-shapes.ts"
import { checkLimits } from "./limits.ts"
import { toHtmlWords } from "./words.ts"

/** The longest side of a picture in pixels that eBay takes at least. */
export const ebayLongestSide = 500

export const ebayLimits = (market: EbayMarket): ChannelLimits => ({
  title: 80,
  // eBay has no tags, so any number of them is no reason to refuse a listing.
  tags: 1000,
  tagLength: 1000,
  images: { min: 1, max: 24, bytes: 12_000_000 },
  files: null,
  price: { min: 99, max: 99_999_999 },
  currencies: [ebayMarkets[market].currency],
})

/** eBay's rules on words, on top of the limits. */
export function ebayProblems(listing: ChannelListing, market: EbayMarket): Problem[] {
  const problems = checkLimits(listing, ebayLimits(market))
  const say = (field: string, message: string, fix: string) => problems.push({ field, message, fix })
  if (!/^[\w.-]{1,50}$/.test(listing.sku)) say("sku", `eBay takes no SKU "${listing.sku}".`, "Use up to 50 letters, digits, . _ and -.")
  if (!listing.description.trim() && !listing.bullets.length) say("description", "The description is empty.", "Write a description.")
  const length = toHtmlWords(listing.description, listing.bullets).length
  if (length > 500_000) say("description", `The description has ${length} characters of HTML; 500000 fit.`, "Shorten it.")
  for (const [n, { name, pixels }] of listing.images.entries())
    if (pixels && Math.max(pixels.width, pixels.height) < ebayLongestSide)
      say(`images.${n}`, tooSmall(name, pixels), "Make the picture larger.")
  if (/<[a-z!/]/i.test(listing.title)) say("title", "eBay allows no markup in a title.", "Take the < out.")
  return problems
}

export const tooSmall = (name: string, { width, height }: { width: number; height: number }) =>
  `${name} is ${width} × ${height} pixels; eBay wants ${ebayLongestSide} on the longest side.`

type Missing = [field: string, says: string, missing: (item: EbayItem, offer: EbayOffer) => boolean]

// The document marks none of these as required; its prose does, with "required before an offer can be published".
const needed: Missing[] = [
  ["title", "the title", ({ product }) => !product?.title?.trim()],
  ["description", "the product's description", ({ product }) => !product?.description?.trim()],
  ["images", "a picture", ({ product }) => !product?.imageUrls?.length],
  ["kind", "an item specific", ({ product }) => !Object.keys(product?.aspects ?? {}).length],
  ["EBAY_CATEGORY_ID", "the condition", ({ condition }) => !condition],
  ["EBAY_QUANTITY", "a quantity of 1 or more", ({ availability }) => !((availability?.shipToLocationAvailability?.quantity ?? 0) >= 1)],
  ["EBAY_MARKETPLACE_ID", "the marketplace", (_item, { marketplaceId }) => !marketplaceId],
  ["EBAY_CATEGORY_ID", "the category", (_item, { categoryId }) => !categoryId],
  ["description", "the listing's description", (_item, { listingDescription }) => !listingDescription?.trim()],
  ["price", "the price", (_item, { pricingSummary }) => !(Number(pricingSummary?.price?.value) > 0)],
  ["EBAY_LOCATION_KEY", "the inventory location", (_item, { merchantLocationKey }) => !merchantLocationKey],
  ["EBAY_FULFILLMENT_POLICY_ID", "the fulfilment policy", (_item, { listingPolicies }) => !listingPolicies?.fulfillmentPolicyId],
  ["EBAY_PAYMENT_POLICY_ID", "the payment policy", (_item, { listingPolicies }) => !listingPolicies?.paymentPolicyId],
  ["EBAY_RETURN_POLICY_ID", "the return policy", (_item, { listingPolicies }) => !listingPolicies?.returnPolicyId],
  ["listing", "the duration", (_item, { listingDuration }) => !listingDuration],
]

/** What an offer still lacks before eBay publishes it, each with the field that mends it; empty when it is complete. */
export const missingToPublish = (item: EbayItem, offer: EbayOffer): { field: string; says: string }[] =>
  needed.flatMap(([field, says, missing]) => (missing(item, offer) ? [{ field, says }] : []))
