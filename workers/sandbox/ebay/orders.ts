import { EbayRefusal } from "./refusal.ts"
import { orderShape } from "./shapes.ts"
import { seller, type EbayStore, type Offer, type Order } from "./store.ts"

/** Where a shopper may live: eBay collects the tax of some places itself. In percent. */
export const places = {
  "US-CA": { name: "California", country: "US", tax: 8.25 },
  "US-OR": { name: "Oregon", country: "US", tax: 0 },
  "US-NY": { name: "New York", country: "US", tax: 8.875 },
  GB: { name: "United Kingdom", country: "GB", tax: 20 },
} as const
export type Place = keyof typeof places
export const isPlace = (value: unknown): value is Place => typeof value === "string" && value in places

/** A sale at the listed price: the final value fee is 13.6 % of everything that the buyer pays, and 40 cents. */
export function buy(store: EbayStore, offer: Offer, place: Place, quantity: number): Order | null {
  const item = store.items.get(offer.sku)
  const left = item?.availability?.shipToLocationAvailability?.quantity ?? 0
  if (!item || offer.status !== "PUBLISHED" || left < quantity) return null
  const price = Math.round(Number(offer.pricingSummary?.price?.value ?? 0) * 100)
  const { tax: percent, country } = places[place]
  const tax = Math.round((price * quantity * percent) / 100)
  const number = store.next("order", 10_000)
  const orderId = `${number.slice(0, 2)}-${number.padStart(10, "0").slice(-5)}-${number.slice(-5)}`
  store.items.put(item.sku, {
    ...item,
    availability: { shipToLocationAvailability: { ...item.availability?.shipToLocationAvailability, quantity: left - quantity } },
  })
  store.offers.put(offer.offerId, { ...offer, soldQuantity: offer.soldQuantity + quantity })
  const at = store.now().toISOString()
  const fee = Math.round((price * quantity + tax) * 0.136) + 40
  return store.orders.put(orderId, {
    orderId,
    created: at,
    modified: at,
    sku: offer.sku,
    listingId: offer.listingId ?? "",
    title: item.product?.title ?? "",
    quantity,
    price,
    tax,
    fee,
    currency: seller.currency,
    country,
    refunds: [],
  })
}

/** Gives back so many cents of the price; eBay gives its part of the fee back too. */
export function refund(store: EbayStore, order: Order, cents: number): Order | null {
  const net = order.price * order.quantity
  const back = order.refunds.reduce((sum, one) => sum + one.amount, 0)
  if (!(cents > 0) || back + cents > net) return null
  const at = store.now().toISOString()
  const fee = order.fee - Math.round(((order.fee - 40) * cents) / net)
  const refunds = [...order.refunds, { id: store.next("refund", 5_100_000_000), amount: cents, at }]
  return store.orders.put(order.orderId, { ...order, modified: at, fee, refunds })
}

const span = /^lastmodifieddate:\[([^\].]+(?:\.\d+Z)?)\.\.([^\]]*)\]$/
const no = (errorId: number, message: string) => new EbayRefusal(errorId, message, { domain: "API_FULFILLMENT" })

/** getOrders, by the span in which they were last changed. */
export function listOrders(store: EbayStore, query: URLSearchParams, href: string) {
  const [limit, offset] = [Number(query.get("limit") ?? 50), Number(query.get("offset") ?? 0)]
  if (!(limit >= 1 && limit <= 200)) throw no(31100, `Invalid limit: ${query.get("limit")}`)
  if (!(offset >= 0)) throw no(31000, `Invalid offset: ${query.get("offset")}`)
  if (query.get("fieldGroups") !== "TAX_BREAKDOWN") throw no(32800, `Invalid field group: ${query.get("fieldGroups")}`)
  const [from, to] = spanOf(store, query.get("filter") ?? "")
  const found = store.orders.all().filter(({ modified }) => modified >= from && modified <= to)
  const orders = found.slice(offset, offset + limit)
  const next = offset + limit < found.length ? { next: href } : {}
  return { href, total: found.length, limit, offset, orders: orders.map(orderShape), ...next }
}

function spanOf(store: EbayStore, filter: string): [string, string] {
  const [, from = "", to = ""] = span.exec(filter) ?? []
  if (!from) throw no(30700, `Invalid filter name: ${filter}`)
  const [start, end] = [new Date(from), to ? new Date(to) : store.now()]
  if (Number.isNaN(start.getTime()) || Number.isNaN(end.getTime())) throw no(30810, "Invalid date format")
  if (start > end) throw no(30840, "Start date should be before end date")
  // A second of grace: two clocks are never the same.
  if (end.getTime() > store.ground.now() + 1000) throw no(30850, "Start and end dates can't be in the future")
  if (start.getTime() < store.ground.now() - 2 * 365 * 86_400_000)
    throw no(30830, "Time range between start date and end date must be within '2' years.")
  return [start.toISOString(), end.toISOString()]
}
