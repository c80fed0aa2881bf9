import type { ChannelOrder } from "#schemas/channel.ts"
import type { Money } from "#schemas/money.ts"
import type { AmazonShop } from "./amazon-publish.ts"
import { perSecond } from "./amazon-rules.ts"
import { Orders, type AmazonOrder } from "./amazon-shapes.ts"
import type { OrdersPage } from "./channel.ts"
import { fromDecimal } from "./decimal.ts"

/**
 * Sales since then by Orders API 2026-01-01. Buyer and recipient are not asked for, so no name or address ever comes here.
 * This API tells cancellations but no refunds of shipped orders, nor Amazon's fees: those stand in Finances.
 */
export async function orders({ ask, place }: AmazonShop, { since, cursor }: { since: Date; cursor?: string | null }): Promise<OrdersPage> {
  const query = {
    lastUpdatedAfter: since.toISOString(),
    marketplaceIds: place.id,
    includedData: "PROCEEDS,FULFILLMENT",
    maxResultsPerPage: "100",
    ...(cursor ? { paginationToken: cursor } : {}),
  }
  const page = await ask({ method: "GET", path: "/orders/2026-01-01/orders", query, rate: perSecond.orders }, Orders)
  const sorted = page.orders.toSorted((a, b) => a.lastUpdatedTime.localeCompare(b.lastUpdatedTime))
  return { orders: sorted.map((order) => orderFrom(order, place.market.currency)), cursor: page.pagination?.nextToken ?? null }
}

const pending = ["PENDING", "PENDING_AVAILABILITY"]

/** An order of Amazon in our words. */
export function orderFrom(order: AmazonOrder, fallback: string): ChannelOrder {
  const lines = order.orderItems.map(({ product, quantityOrdered, proceeds }) => {
    const item = proceeds?.breakdowns.find(({ type }) => type === "ITEM")?.subtotal
    const whole = item && moneyFrom(item)
    const each = whole && { ...whole, amount: Math.round(whole.amount / Math.max(1, quantityOrdered)) }
    const listed = product.price?.unitPrice
    return {
      remoteListingId: product.sellerSku ?? null,
      sku: product.sellerSku ?? null,
      title: product.title ?? product.asin ?? "",
      quantity: Math.max(1, quantityOrdered),
      price: listed ? moneyFrom(listed) : (each ?? { amount: 0, currency: fallback }),
    }
  })
  const { currency } = lines[0]?.price ?? { currency: fallback }
  const nothing: Money = { amount: 0, currency }
  const goods = lines.reduce((sum, { price, quantity }) => sum + price.amount * quantity, 0)
  const parts = [...(order.proceeds?.breakdowns ?? []), ...order.orderItems.flatMap((one) => one.proceeds?.breakdowns ?? [])]
  // The order's own breakdown sums up its lines; where it is absent, the lines are summed here.
  const taxes = order.proceeds?.breakdowns.length ? order.proceeds.breakdowns : parts
  const tax = taxes.filter(({ type }) => type === "TAX").reduce((sum, { subtotal }) => sum + moneyFrom(subtotal).amount, 0)
  const total = order.proceeds?.grandTotal ? moneyFrom(order.proceeds.grandTotal) : { amount: goods + tax, currency }
  const status = order.fulfillment?.fulfillmentStatus ?? "UNSHIPPED"
  const cancelled = status === "CANCELLED"
  return {
    remoteId: order.orderId,
    at: new Date(order.createdTime),
    status: cancelled ? "cancelled" : pending.includes(status) ? "pending" : "paid",
    lines,
    total,
    tax: { amount: tax, currency },
    fees: null,
    refunded: cancelled ? total : nothing,
    country: null,
  }
}

const moneyFrom = ({ amount, currencyCode }: { amount: string; currencyCode: string }): Money => ({
  amount: fromDecimal(amount, currencyCode),
  currency: currencyCode,
})
