import { z } from "zod"
import type { ChannelOrder } from "#schemas/channel.ts"
import type { OrdersPage } from "./channel.ts"
import { fromDecimal } from "./decimal.ts"
import type { EbayAsk } from "./ebay-client.ts"

const Amount = z.object({ value: z.string(), currency: z.string().length(3) })
type Amount = z.output<typeof Amount>
const Country = z.object({ countryCode: z.string().length(2).optional() })

// Only what is kept is read: names, addresses and notes of buyers are dropped here.
const EbayOrder = z.object({
  orderId: z.string().min(1),
  creationDate: z.iso.datetime().transform((at) => new Date(at)),
  orderPaymentStatus: z.string(),
  cancelStatus: z.object({ cancelState: z.string() }).optional(),
  buyer: z.object({ taxAddress: Country.optional() }).optional(),
  pricingSummary: z.object({ total: Amount, tax: Amount.optional() }),
  paymentSummary: z.object({ refunds: z.array(z.object({ amount: Amount, refundStatus: z.string().optional() })).default([]) }).optional(),
  totalMarketplaceFee: Amount.optional(),
  lineItems: z.array(
    z.object({
      sku: z.string().optional(),
      title: z.string().default(""),
      quantity: z.int().min(1),
      lineItemCost: Amount,
      ebayCollectAndRemitTaxes: z.array(z.object({ amount: Amount })).optional(),
    }),
  ),
})
type EbayOrder = z.output<typeof EbayOrder>
const Page = z.object({ total: z.int(), orders: z.array(EbayOrder).default([]) })

const pageSize = 50
const twoYears = 2 * 365 * 86_400_000
const Cursor = z.tuple([z.iso.datetime(), z.coerce.number().int(), z.coerce.number().int()])

/**
 * Orders made or changed since then, a page at a time. All pages look at the same span of time, so what is changed meanwhile
 * leaves it and is found by the next pull; the offset then goes back by as many.
 */
export async function ebayOrders(ask: EbayAsk, now: Date, asked: { since: Date; cursor?: string | null }): Promise<OrdersPage> {
  const [until, offset, before] = asked.cursor ? Cursor.parse(asked.cursor.split("|")) : [now.toISOString(), 0, 0]
  // eBay keeps two years, and refuses a span that begins before.
  const since = new Date(Math.min(Math.max(asked.since.getTime(), now.getTime() - twoYears + 60_000), new Date(until).getTime()))
  const query = new URLSearchParams({
    filter: `lastmodifieddate:[${since.toISOString()}..${until}]`,
    fieldGroups: "TAX_BREAKDOWN",
    limit: String(pageSize),
    offset: String(offset),
  })
  const { total, orders } = await ask({ method: "GET", path: `/sell/fulfillment/v1/order?${query}` }, Page)
  const next = offset + orders.length - Math.max(0, before - total)
  return {
    orders: orders.map(orderFrom).toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    cursor: orders.length && next < total ? [until, next, total].join("|") : null,
  }
}

const money = ({ value, currency }: Amount) => ({ amount: fromDecimal(value, currency), currency })
const sum = (amounts: Amount[], currency: string) => ({ amount: amounts.reduce((all, one) => all + money(one).amount, 0), currency })

function orderFrom(order: EbayOrder): ChannelOrder {
  const { total, tax } = order.pricingSummary
  const remitted = order.lineItems.flatMap((line) => line.ebayCollectAndRemitTaxes?.map(({ amount }) => amount) ?? [])
  // What the seller gives back; a tax that eBay collected goes back to the buyer through eBay and is not in here.
  const refunds = order.paymentSummary?.refunds.filter(({ refundStatus = "REFUNDED" }) => refundStatus === "REFUNDED") ?? []
  return {
    remoteId: order.orderId,
    at: order.creationDate,
    status: statusOf(order),
    lines: order.lineItems.map(({ sku, title, quantity, lineItemCost }) => ({
      // The SKU is the key on eBay: an item keeps it when its listing gets a new number.
      remoteListingId: sku ?? null,
      sku: sku ?? null,
      title,
      quantity,
      price: { amount: Math.round(money(lineItemCost).amount / quantity), currency: lineItemCost.currency },
    })),
    total: money(total),
    tax: tax ? money(tax) : sum(remitted, total.currency),
    fees: order.totalMarketplaceFee ? money(order.totalMarketplaceFee) : null,
    refunded: sum(
      refunds.map(({ amount }) => amount),
      total.currency,
    ),
    country: order.buyer?.taxAddress?.countryCode ?? null,
  }
}

function statusOf({ orderPaymentStatus, cancelStatus }: EbayOrder): ChannelOrder["status"] {
  if (cancelStatus?.cancelState === "CANCELED") return "cancelled"
  if (orderPaymentStatus === "FULLY_REFUNDED") return "refunded"
  if (orderPaymentStatus === "PARTIALLY_REFUNDED") return "partly-refunded"
  return orderPaymentStatus === "PAID" ? "paid" : "pending"
}
