import type { ChannelListing, ShownListing } from "#schemas/channel.ts"
import { addressOf, attributesOf, isWithin, patchesOf, shownFrom, type Place } from "./amazon-attributes.ts"
import type { AmazonAsk } from "./amazon-client.ts"
import { readDefinition, type ProductDefinition } from "./amazon-definition.ts"
import { problemOf, refuse, restrictionProblem } from "./amazon-issues.ts"
import { perSecond } from "./amazon-rules.ts"
import { Item, Restrictions, Submission, type Attributes } from "./amazon-shapes.ts"
import { ChannelError, type Published } from "./channel.ts"

export type AmazonShop = { ask: AmazonAsk; fetch: typeof fetch; place: Place; wait(ms: number): Promise<void> }

const pathOf = ({ seller }: Place, sku: string) => `/listings/2021-08-01/items/${encodeURIComponent(seller)}/${encodeURIComponent(sku)}`
const lookAt = "summaries,attributes,issues,offers,fulfillmentAvailability"
const locale = ({ market }: Place) => market.language

/**
 * The whole way: definition, preview, restrictions, put, then a look until Amazon has worked it off. The SKU is Amazon's key,
 * so a put that is repeated after a lost answer changes the same listing.
 */
export async function publish(shop: AmazonShop, listing: ChannelListing): Promise<Published> {
  const definition = await readDefinition(shop.ask, shop.fetch, shop.place)
  const attributes = compile(listing, shop.place, definition)
  const asin = await preview(shop, listing, attributes)
  if (asin) await eligible(shop, listing, asin)
  const sent = await put(shop, listing.sku, attributes)
  judge(sent, listing.title)
  return settled(shop, listing, attributes)
}

/** Changes only what differs; a listing that is gone is published again. */
export async function update(shop: AmazonShop, sku: string, listing: ChannelListing): Promise<Published> {
  const { ask, place } = shop
  const there = await look(shop, sku)
  if (!there) return publish(shop, { ...listing, sku })
  const attributes = compile(listing, place, await readDefinition(ask, shop.fetch, place))
  const patches = patchesOf(attributes, there.attributes, place.id)
  if (patches.length) {
    const query = { marketplaceIds: place.id, includedData: "issues", issueLocale: locale(place) }
    const json = { productType: place.productType, patches }
    judge(await ask({ method: "PATCH", path: pathOf(place, sku), query, json, rate: perSecond.listings }, Submission), listing.title)
  }
  return settled(shop, { ...listing, sku }, attributes)
}

export async function readBack(shop: AmazonShop, sku: string): Promise<ShownListing | null> {
  const item = await look(shop, sku)
  return item && shownFrom(item, shop.place)
}

/** Deletes the listing and waits until Amazon has done it, for a few seconds. One that is not there is withdrawn. */
export async function withdraw(shop: AmazonShop, sku: string): Promise<void> {
  const { ask, place } = shop
  const query = { marketplaceIds: place.id, issueLocale: locale(place) }
  judge(await ask({ method: "DELETE", path: pathOf(place, sku), query, rate: perSecond.listings }, Submission), sku)
  for (const ms of looks) {
    await shop.wait(ms)
    if (!(await look(shop, sku))) return
  }
}

function compile(listing: ChannelListing, place: Place, definition: ProductDefinition): Attributes {
  const attributes = definition.known(attributesOf(listing, place, definition.required))
  refuse(definition.problems(attributes))
  return attributes
}

/** A dry run, and the ASIN when Amazon knows the good already. */
async function preview(shop: AmazonShop, { sku, title }: ChannelListing, attributes: Attributes): Promise<string | undefined> {
  const answer = await put(shop, sku, attributes, { mode: "VALIDATION_PREVIEW" })
  judge(answer, title)
  return answer.identifiers.find(({ asin }) => asin)?.asin
}

function put({ ask, place }: AmazonShop, sku: string, attributes: Attributes, mode: Record<string, string> = {}): Promise<Submission> {
  const query = { marketplaceIds: place.id, includedData: "identifiers,issues", issueLocale: locale(place), ...mode }
  const json = { productType: place.productType, requirements: "LISTING", attributes }
  return ask({ method: "PUT", path: pathOf(place, sku), query, json, rate: perSecond.listings }, Submission)
}

/** HTTP 200 with the status INVALID is a refusal. */
function judge({ status, issues }: Submission, good: string): void {
  if (status !== "INVALID") return
  const errors = issues.filter(({ severity }) => severity === "ERROR")
  refuse((errors.length ? errors : issues).map((issue) => problemOf(issue, good)))
  throw new ChannelError("amazon", "Amazon calls the listing invalid and does not say why.")
}

async function eligible({ ask, place }: AmazonShop, { title }: ChannelListing, asin: string): Promise<void> {
  const query = {
    asin,
    conditionType: "new_new",
    sellerId: place.seller,
    marketplaceIds: place.id,
    reasonLocale: locale(place),
    productType: place.productType,
  }
  const path = "/listings/2021-08-01/restrictions"
  const found = restrictionProblem(await ask({ method: "GET", path, query, rate: perSecond.restrictions }, Restrictions), title, asin)
  if (found) refuse([found])
}

async function look({ ask, place }: AmazonShop, sku: string): Promise<Item | null> {
  const query = { marketplaceIds: place.id, includedData: lookAt, issueLocale: locale(place) }
  try {
    return await ask({ method: "GET", path: pathOf(place, sku), query, rate: perSecond.listings }, Item)
  } catch (error) {
    if (error instanceof ChannelError && error.status === 404) return null
    throw error
  }
}

const looks = [0, 250, 500, 1000, 2000, 4000]

/**
 * Looks until the listing shows what was sent and can be bought, or Amazon found an error. What takes longer stays a draft:
 * reading it back says so, and the next look of the shop finds it done.
 */
async function settled(shop: AmazonShop, { sku, title }: ChannelListing, attributes: Attributes): Promise<Published> {
  const { place } = shop
  let asin: string | undefined
  for (const ms of looks) {
    await shop.wait(ms)
    const item = await look(shop, sku)
    const summary = item?.summaries.find(({ marketplaceId }) => marketplaceId === place.id)
    asin = summary?.asin ?? asin
    if (!item || !isWithin(attributes, item.attributes, true)) continue
    if (summary?.status.includes("BUYABLE")) break
    refuse(item.issues.filter(({ severity }) => severity === "ERROR").map((issue) => problemOf(issue, title)))
  }
  return { remoteId: sku, url: addressOf(sku, asin, place.pages) }
}
