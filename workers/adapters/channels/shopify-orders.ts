import { z } from "zod"
import type { ChannelOrder } from "#schemas/channel.ts"
import type { OrdersPage } from "./channel.ts"
import { fromDecimal } from "./decimal.ts"
import type { Ask } from "./shopify-client.ts"
import { shopifyDocuments } from "./shopify-documents.ts"

const Bag = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) })
const Page = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
const Line = z.object({
  title: z.string(),
  sku: z.string().nullable(),
  quantity: z.int().min(0),
  product: z.object({ id: z.string() }).nullable(),
  discountedUnitPriceAfterAllDiscountsSet: Bag,
  taxLines: z.array(z.object({ priceSet: Bag })),
})
const Lines = z.object({ nodes: z.array(Line), pageInfo: Page })
const Order = z.object({
  id: z.string(),
  createdAt: z.coerce.date(),
  cancelledAt: z.string().nullable(),
  displayFinancialStatus: z.string().nullable(),
  taxesIncluded: z.boolean(),
  totalPriceSet: Bag,
  totalTaxSet: Bag.nullable(),
  totalRefundedSet: Bag,
  lineItems: Lines,
})
type Order = z.output<typeof Order>
const Orders = z.object({ orders: z.object({ nodes: z.array(Order), pageInfo: Page }) })
const MoreLines = z.object({ order: z.object({ lineItems: Lines }).nullable() })

/** Orders changed since then, the longest unchanged first. Nothing of the buyer is asked for, not even the country. */
export async function shopifyOrders(ask: Ask, { since, cursor }: { since: Date; cursor?: string | null }): Promise<OrdersPage> {
  const query = `updated_at:>='${since.toISOString()}'`
  const { orders } = await ask(shopifyDocuments.orders, { query, after: cursor ?? null }, Orders)
  const read: ChannelOrder[] = []
  for (const order of orders.nodes) read.push(orderFrom(order, await allLines(ask, order)))
  return { orders: read, cursor: orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null }
}

async function allLines(ask: Ask, { id, lineItems }: Order): Promise<z.output<typeof Line>[]> {
  const lines = [...lineItems.nodes]
  let page = lineItems.pageInfo
  while (page.hasNextPage) {
    const { order } = await ask(shopifyDocuments.lines, { id, after: page.endCursor }, MoreLines)
    if (!order) break
    lines.push(...order.lineItems.nodes)
    page = order.lineItems.pageInfo
  }
  return lines
}

const moneyOf = ({ shopMoney }: z.output<typeof Bag>) => ({
  amount: fromDecimal(shopMoney.amount, shopMoney.currencyCode),
  currency: shopMoney.currencyCode,
})

function orderFrom(order: Order, lines: z.output<typeof Line>[]): ChannelOrder {
  const total = moneyOf(order.totalPriceSet)
  return {
    remoteId: order.id,
    at: order.createdAt,
    status: statusOf(order),
    lines: lines.filter(({ quantity }) => quantity > 0).map((line) => lineFrom(line, order.taxesIncluded)),
    total,
    tax: order.totalTaxSet ? moneyOf(order.totalTaxSet) : { amount: 0, currency: total.currency },
    // What Shopify keeps stands in its payouts, not in the order.
    fees: null,
    refunded: moneyOf(order.totalRefundedSet),
    country: null,
  }
}

function lineFrom({ product, sku, title, quantity, ...line }: z.output<typeof Line>, taxesIncluded: boolean) {
  const shown = moneyOf(line.discountedUnitPriceAfterAllDiscountsSet)
  const tax = taxesIncluded ? line.taxLines.reduce((sum, { priceSet }) => sum + moneyOf(priceSet).amount, 0) : 0
  const price = { ...shown, amount: Math.max(0, shown.amount - Math.round(tax / quantity)) }
  return { remoteListingId: product?.id ?? null, sku, title, quantity, price }
}

const statuses: Record<string, ChannelOrder["status"]> = {
  PAID: "paid",
  PARTIALLY_REFUNDED: "partly-refunded",
  REFUNDED: "refunded",
  VOIDED: "cancelled",
  EXPIRED: "cancelled",
}

function statusOf({ displayFinancialStatus, cancelledAt }: Order): ChannelOrder["status"] {
  return statuses[displayFinancialStatus ?? ""] ?? (cancelledAt ? "cancelled" : "pending")
}
