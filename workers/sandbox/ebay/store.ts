import type { Ground } from "../twin.ts"

export type Amount = { value: string; currency: string }
export type Item = {
  sku: string
  locale: string
  condition?: string
  availability?: { shipToLocationAvailability?: { quantity?: number } }
  product?: { title?: string; description?: string; aspects?: Record<string, string[]>; imageUrls?: string[] }
  [more: string]: unknown
}
export type Offer = {
  offerId: string
  sku: string
  marketplaceId: string
  format: string
  status: "PUBLISHED" | "UNPUBLISHED"
  listingId: string | null
  soldQuantity: number
  categoryId?: string
  listingDescription?: string
  listingDuration?: string
  listingPolicies?: { fulfillmentPolicyId?: string; paymentPolicyId?: string; returnPolicyId?: string }
  merchantLocationKey?: string
  pricingSummary?: { price?: Amount }
  regulatory?: object
  [more: string]: unknown
}
export type Location = {
  merchantLocationKey: string
  name?: string
  location: { address: Record<string, string> }
  locationTypes: string[]
  merchantLocationStatus: string
}
export type Refund = { id: string; amount: number; at: string }
export type Order = {
  orderId: string
  created: string
  modified: string
  sku: string
  listingId: string
  title: string
  quantity: number
  /** Cents of one piece, of the tax that eBay collects, and of what eBay keeps. */
  price: number
  tax: number
  fee: number
  currency: string
  country: string
  refunds: Refund[]
}

/** The seller that the twin plays: a private shop that may sell 500 pieces a month. */
export const seller = { name: "sandbox_studio", marketplace: "EBAY_US", currency: "USD", limit: { quantity: 500, amount: 25_000 } }

/** The seller's business policies; only the first fulfilment policy that costs nothing suits a download. */
export const policies = {
  fulfillment: [
    { id: "5000001", name: "Parcel, flat rate", free: false },
    { id: "5000002", name: "Digital: nothing is shipped", free: true },
  ],
  payment: [{ id: "5000003", name: "Immediate payment" }],
  return: [{ id: "5000004", name: "30 days" }],
}

/** Everything that the eBay twin remembers. */
export function ebayStore(ground: Ground) {
  const { rows } = ground
  return {
    ground,
    items: rows.of<Item>("item"),
    offers: rows.of<Offer>("offer"),
    locations: rows.of<Location>("location"),
    orders: rows.of<Order>("order"),
    pictures: rows.of<{ id: string; mediaType: string; width: number; height: number }>("picture"),
    tokens: rows.of<{ until: number; scopes: string[] }>("token"),
    revisions: rows.of<{ day: string; count: number }>("revision"),
    calls: rows.of<{ day: string; count: number }>("calls"),
    now: () => new Date(ground.now()),
    next: (kind: string, from: number) => String(rows.next(kind, from)),
  }
}
export type EbayStore = ReturnType<typeof ebayStore>
