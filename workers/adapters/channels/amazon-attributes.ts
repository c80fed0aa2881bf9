import type { ChannelListing, ShownListing } from "#schemas/channel.ts"
import type { Marketplace, MarketplaceId } from "./amazon-marketplaces.ts"
import { amazonWords, mostBullets, searchBytes } from "./amazon-rules.ts"
import type { Attributes, Item } from "./amazon-shapes.ts"
import { fromDecimal, toDecimal } from "./decimal.ts"
import { fromPlainWords } from "./words.ts"

/** Where and as what we sell: a store, a product type, a brand, and what the operator gives beyond our own fields. */
export type Place = {
  id: MarketplaceId
  market: Marketplace
  seller: string
  productType: string
  brand: string
  extras: Record<string, unknown>
  /** Where a shopper sees an ASIN, and where the operator sees a SKU that has none yet. */
  pages: { asin: string; sku: string }
}

const pictures = ["main_product_image_locator", ...Array.from({ length: 8 }, (_, n) => `other_product_image_locator_${n + 1}`)]
/** The attributes that a listing of ours decides; others at Amazon are left as they are. */
export const decided = [
  "item_name",
  "product_description",
  "bullet_point",
  "generic_keyword",
  "purchasable_offer",
  "list_price",
  ...pictures,
]

/** A listing as Amazon's attributes. `wants` tells which further ones the product type requires. */
export function attributesOf(listing: ChannelListing, place: Place, wants: string[] = []): Attributes {
  const { id, market } = place
  const { currency } = listing.price
  const flat = (value: unknown) => [{ value, marketplace_id: id }]
  const said = (value: string) => [{ value, language_tag: market.language, marketplace_id: id }]
  const amount = Number(toDecimal(listing.price.amount, currency))
  const words = searchWords(listing.tags)
  const offer = { currency, audience: "ALL", our_price: [{ schedule: [{ value_with_tax: amount }] }], marketplace_id: id }
  const fixed: Record<string, Attributes[string]> = {
    country_of_origin: flat("US"),
    supplier_declared_dg_hz_regulation: flat("not_applicable"),
    batteries_required: flat(false),
    batteries_included: flat(false),
  }
  return {
    item_name: said(listing.title),
    brand: said(place.brand),
    product_description: said(amazonWords(listing)),
    bullet_point: listing.bullets.slice(0, mostBullets).flatMap(said),
    ...(words ? { generic_keyword: said(words) } : {}),
    condition_type: flat("new_new"),
    supplier_declared_has_product_identifier_exemption: flat(true),
    purchasable_offer: [offer],
    list_price: [{ value: amount, currency, marketplace_id: id }],
    fulfillment_availability: [{ fulfillment_channel_code: "DEFAULT", quantity: 999 }],
    ...Object.fromEntries(
      listing.images
        .slice(0, pictures.length)
        .map(({ url }, n) => [pictures[n] ?? "", [{ media_location: url ?? "", marketplace_id: id }]]),
    ),
    ...Object.fromEntries(Object.entries(fixed).filter(([name]) => wants.includes(name))),
    ...Object.fromEntries(Object.entries(place.extras).map(([name, value]) => [name, isList(value) ? value : flat(value)])),
  }
}

const isList = (value: unknown): value is Attributes[string] =>
  Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && !Array.isArray(one))

/** Tags as Amazon's search terms: each word once, and whole words only, for a field that is too long is ignored altogether. */
export function searchWords(tags: string[]): string {
  const words = new Set(tags.flatMap((tag) => tag.toLowerCase().split(/[\s,;]+/)).filter(Boolean))
  const bytes = (text: string) => new TextEncoder().encode(text).length
  return [...words].reduce((line, word) => {
    const longer = line ? `${line} ${word}` : word
    return bytes(longer) > searchBytes ? line : longer
  }, "")
}

const ownCopy = /\/images\/I\//

/**
 * True when everything in `ours` stands in `theirs`; Amazon adds fields of its own. It also shows its own copy of each picture
 * instead of the address that it was given: `copies` lets one pass for the original.
 */
export function isWithin(ours: unknown, theirs: unknown, copies = false): boolean {
  if (Array.isArray(ours))
    return Array.isArray(theirs) && ours.length === theirs.length && ours.every((one, n) => isWithin(one, theirs[n], copies))
  if (typeof ours === "object" && ours !== null)
    return (
      typeof theirs === "object" &&
      theirs !== null &&
      Object.entries(ours).every(([key, one]) => {
        const other: unknown = Reflect.get(theirs, key)
        return isWithin(one, other, copies) || (copies && key === "media_location" && ownCopy.test(String(other)))
      })
    )
  return ours === theirs
}

/** Which attributes have to be changed so that what is there becomes what is wanted. */
export function patchesOf(wanted: Attributes, there: Attributes, marketplace: string) {
  const changed = Object.entries(wanted)
    .filter(([name, value]) => !isWithin(value, there[name]))
    .map(([name, value]) => ({ op: "replace" as const, path: `/attributes/${name}`, value }))
  const gone = decided
    .filter((name) => there[name]?.length && !wanted[name])
    .map((name) => ({ op: "delete" as const, path: `/attributes/${name}`, value: [{ marketplace_id: marketplace }] }))
  return [...changed, ...gone]
}

/** A listing of Amazon in our words: what shoppers see where Amazon says it, else what we gave. */
export function shownFrom(item: Item, { id, market, pages }: Place): ShownListing {
  const summary = item.summaries.find(({ marketplaceId }) => marketplaceId === id)
  const offer = item.offers.find(({ marketplaceId, offerType }) => marketplaceId === id && offerType === "B2C")
  const texts = (name: string) =>
    (item.attributes[name] ?? [])
      .filter((one) => one.marketplace_id === undefined || one.marketplace_id === id)
      .map(({ value }) => (typeof value === "string" ? value : ""))
  const money = offer?.price ?? ownPrice(item.attributes, market.currency)
  const sold = item.fulfillmentAvailability.some(({ quantity }) => quantity === 0)
  return {
    remoteId: item.sku,
    url: addressOf(item.sku, summary?.asin, pages),
    state: sold ? "withdrawn" : summary?.status.includes("BUYABLE") ? "live" : "draft",
    sku: item.sku,
    title: summary?.itemName ?? texts("item_name")[0] ?? "",
    ...wordsFrom(texts("product_description")[0] ?? "", texts("bullet_point")),
    tags: null,
    price: { amount: fromDecimal(money.amount, money.currencyCode), currency: money.currencyCode },
    images: pictures.filter((name) => item.attributes[name]?.length).map(() => ({ alt: null })),
    files: null,
  }
}

/** Bullets beyond the fifth stand at the end of the description. */
function wordsFrom(text: string, bullets: string[]): { description: string; bullets: string[] } {
  if (bullets.length < mostBullets) return { description: text, bullets }
  const { description, bullets: rest } = fromPlainWords(text)
  return { description, bullets: [...bullets, ...rest] }
}

export const addressOf = (sku: string, asin: string | undefined, pages: Place["pages"]) =>
  asin ? `${pages.asin}${asin}` : `${pages.sku}${encodeURIComponent(sku)}`

function ownPrice(attributes: Attributes, currency: string): { amount: string; currencyCode: string } {
  const [list] = attributes["list_price"] ?? []
  return { amount: String(list?.value ?? 0), currencyCode: typeof list?.currency === "string" ? list.currency : currency }
}
