import { productType, propertyNames, schemaOf } from "./schema.ts"
import { seller, type Listing, type Order } from "./store.ts"

const iso = (time: number) => new Date(time).toISOString()
const usd = (minor: number) => ({ amount: (minor / 100).toFixed(2), currencyCode: seller.currency })

export const priceOf = ({ attributes }: Listing): number => {
  const [list] = attributes.list_price ?? []
  const offer = JSON.stringify(attributes.purchasable_offer ?? [])
  return Math.round(Number(/"value_with_tax":([\d.]+)/.exec(offer)?.[1] ?? list?.value ?? 0) * 100)
}
export const textOf = ({ attributes }: Listing, name: string) => (attributes[name] ?? []).map(({ value }) => String(value))
export const picturesOf = ({ attributes }: Listing) =>
  ["main_product_image_locator", ...Array.from({ length: 8 }, (_, n) => `other_product_image_locator_${n + 1}`)].flatMap((name) =>
    (attributes[name] ?? []).map(({ media_location }) => String(media_location)),
  )

/** getListingsItem: only the data sets that were asked for. A listing that was never worked off has a summary without status. */
export function itemShape(listing: Listing, origin: string, included: string[]) {
  const [main] = picturesOf(listing)
  const quantity = Number(listing.attributes.fulfillment_availability?.[0]?.quantity ?? 0)
  const [itemName] = textOf(listing, "item_name")
  const sets = {
    summaries: [
      {
        marketplaceId: seller.marketplace,
        productType: listing.productType,
        conditionType: "new_new",
        status: listing.buyable && quantity > 0 ? ["BUYABLE", "DISCOVERABLE"] : [],
        createdDate: iso(listing.created),
        lastUpdatedDate: iso(listing.updated),
        ...(itemName === undefined ? {} : { asin: listing.asin, itemName }),
        ...(main ? { mainImage: { link: `${origin}${main}`, height: 1000, width: 1000 } } : {}),
      },
    ],
    attributes: Object.fromEntries(
      Object.entries(listing.attributes).map(([name, list]) => [
        name,
        list.map((one) => ("media_location" in one ? { ...one, media_location: `${origin}${String(one.media_location)}` } : one)),
      ]),
    ),
    issues: listing.issues.map((issue) => ({ ...issue, marketplaceIds: [seller.marketplace] })),
    offers: listing.buyable ? [{ marketplaceId: seller.marketplace, offerType: "B2C", price: usd(priceOf(listing)), audience }] : [],
    fulfillmentAvailability: listing.buyable ? [{ fulfillmentChannelCode: "DEFAULT", quantity }] : [],
  }
  return { sku: listing.sku, ...Object.fromEntries(Object.entries(sets).filter(([name]) => included.includes(name))) }
}
const audience = { value: "ALL", displayName: "Sell on Amazon" }

export function definitionShape(origin: string, changed: boolean, checksum: string) {
  const link = (resource: string) => ({ resource: `${origin}${resource}`, verb: "GET" })
  return {
    metaSchema: { link: link("/amazon/definitions/meta-schema.json"), checksum },
    schema: { link: link("/amazon/definitions/schema.json"), checksum },
    requirements: "LISTING",
    requirementsEnforced: "ENFORCED",
    propertyGroups: { offer: { title: "Offer and product", description: "What a listing says", propertyNames } },
    locale: "en_US",
    marketplaceIds: [seller.marketplace],
    productType: productType.name,
    displayName: productType.displayName,
    productTypeVersion: { version: changed ? "sandbox2=" : "sandbox1=", latest: true, releaseCandidate: false },
  }
}

/** The schema's checksum, Base64 as Amazon's. */
export async function checksumOf(changed: boolean): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(schemaOf(changed)))
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
  return btoa(String.fromCharCode(...hash.slice(0, 16)))
}

/** searchOrders and getOrder: no buyer and no recipient, whom nobody asks for. */
export function orderShape(order: Order, included: string[]) {
  const goods = order.price * order.quantity
  const parts = [
    { type: "ITEM", subtotal: usd(goods) },
    { type: "TAX", subtotal: usd(order.tax) },
  ]
  const proceeds = included.includes("PROCEEDS")
  const cancelled = order.status === "CANCELLED"
  return {
    orderId: order.id,
    createdTime: iso(order.created),
    lastUpdatedTime: iso(order.updated),
    salesChannel: { channelName: "AMAZON", marketplaceId: seller.marketplace, marketplaceName: "Amazon.com" },
    ...(proceeds ? { proceeds: { grandTotal: usd(goods + order.tax), breakdowns: parts } } : {}),
    ...(included.includes("FULFILLMENT") ? { fulfillment: { fulfillmentStatus: order.status, fulfilledBy: "MERCHANT" } } : {}),
    orderItems: [
      {
        orderItemId: order.id.replaceAll("-", ""),
        quantityOrdered: order.quantity,
        product: { asin: order.asin, title: order.title, sellerSku: order.sku, price: { unitPrice: usd(order.price) } },
        ...(proceeds ? { proceeds: { proceedsTotal: usd(goods + order.tax), breakdowns: parts } } : {}),
        ...(included.includes("FULFILLMENT")
          ? { fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: cancelled ? 0 : order.quantity } }
          : {}),
        ...(cancelled && included.includes("CANCELLATION")
          ? { cancellation: { cancellationExecution: { cancelledBy: "BUYER", cancelReason: "BUYER_CANCELED" } } }
          : {}),
      },
    ],
  }
}
