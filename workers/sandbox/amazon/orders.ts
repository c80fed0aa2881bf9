import { AmazonRefusal, invalid } from "./refusal.ts"
import { orderShape, priceOf, textOf } from "./shapes.ts"
import type { AmazonStore, Listing, Order } from "./store.ts"

/** A shopper buys one: payment is authorised a little later, as at Amazon. */
export function buy(store: AmazonStore, listing: Listing): Order {
  const now = store.ground.now()
  const id = store.newOrder()
  const price = priceOf(listing)
  const [title = ""] = textOf(listing, "item_name")
  const tax = Math.round(price * 0.0825)
  store.ground.wakeAt(store.due())
  return store.orders.put(id, {
    id,
    sku: listing.sku,
    asin: listing.asin,
    title,
    quantity: 1,
    price,
    tax,
    status: "PENDING",
    created: now,
    updated: now,
  })
}

/** The buyer gives it back: the order is cancelled and the money returned. */
export function cancel(store: AmazonStore, id: string): Order {
  return store.orders.put(id, { ...findOrder(store, id), status: "CANCELLED", updated: store.ground.now() })
}

/** Orders whose payment is through by now. */
export function settleOrders(store: AmazonStore): void {
  const paid = store.ground.now() - Math.ceil(1000 / store.pace)
  for (const order of store.orders.all())
    if (order.status === "PENDING" && order.created <= paid)
      store.orders.put(order.id, { ...order, status: "UNSHIPPED", updated: store.ground.now() })
}

export function findOrder(store: AmazonStore, id: string): Order {
  settleOrders(store)
  const order = store.orders.get(id)
  if (!order) throw new AmazonRefusal(404, "NotFound", `The order ${id} is not known.`)
  return order
}

/** searchOrders: exactly one of createdAfter and lastUpdatedAfter; pages by paginationToken. */
export function searchOrders(store: AmazonStore, query: URLSearchParams) {
  settleOrders(store)
  const created = query.get("createdAfter")
  const updated = query.get("lastUpdatedAfter")
  if ((created === null) === (updated === null)) throw invalid("Give exactly one of createdAfter and lastUpdatedAfter.")
  const since = Date.parse(created ?? updated ?? "")
  if (Number.isNaN(since)) throw invalid("The date must be in ISO 8601.")
  const size = Number(query.get("maxResultsPerPage") ?? 100)
  if (!(size >= 1 && size <= 100)) throw invalid("maxResultsPerPage must be between 1 and 100.")
  const time = (order: Order) => (created === null ? order.updated : order.created)
  const found = store.orders
    .all()
    .filter((order) => time(order) >= since)
    .sort((a, b) => time(a) - time(b))
  const token = query.get("paginationToken")
  const from = token ? Number(atob(token)) : 0
  const next = from + size
  const included = (query.get("includedData") ?? "").split(",")
  return {
    orders: found.slice(from, next).map((order) => orderShape(order, included)),
    ...(next < found.length ? { pagination: { nextToken: btoa(String(next)) } } : {}),
    lastUpdatedBefore: new Date(store.ground.now()).toISOString(),
  }
}
