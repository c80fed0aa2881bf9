import { z } from "zod"
import type { ChannelOrder } from "#schemas/channel.ts"
import type { OrdersPage } from "./channel.ts"
import type { EtsyAsk } from "./etsy-client.ts"
import { EtsyMoney, moneyFrom, plain } from "./etsy-listing.ts"

const Receipt = z.object({
  receipt_id: z.int(),
  created_timestamp: z.int(),
  status: z.string(),
  is_paid: z.boolean(),
  country_iso: z.string().nullish(),
  grandtotal: EtsyMoney,
  total_tax_cost: EtsyMoney,
  total_vat_cost: EtsyMoney,
  transactions: z.array(
    z.object({
      listing_id: z.int().nullable(),
      sku: z.string().nullish(),
      title: z.string().nullable(),
      quantity: z.int(),
      price: EtsyMoney,
    }),
  ),
  refunds: z.array(z.object({ amount: EtsyMoney })),
})
type Receipt = z.output<typeof Receipt>
const Receipts = z.object({ count: z.int(), results: z.array(Receipt) })
const Payments = z.object({ results: z.array(z.object({ amount_fees: EtsyMoney })) })

const pageSize = 100
/** Etsy knows no time before this one: 1 January 2000. */
const earliest = 946_684_800

/** Receipts changed since then, the longest unchanged first. Of the buyer only the country is read. */
export async function etsyOrders(
  ask: EtsyAsk,
  shop: string,
  { since, cursor }: { since: Date; cursor?: string | null },
): Promise<OrdersPage> {
  const offset = Number(cursor ?? 0)
  const from = Math.max(earliest, Math.floor(since.getTime() / 1000))
  const path = `/shops/${shop}/receipts?min_last_modified=${from}&sort_on=updated&sort_order=asc&limit=${pageSize}&offset=${offset}`
  const page = await ask({ method: "GET", path }, Receipts)
  const orders: ChannelOrder[] = []
  for (const receipt of page.results) orders.push(orderFrom(receipt, await feesOf(ask, shop, receipt)))
  return { orders, cursor: offset + pageSize < page.count ? String(offset + pageSize) : null }
}

/** What Etsy kept of a payment; null while it has not said. */
async function feesOf(ask: EtsyAsk, shop: string, { receipt_id, is_paid }: Receipt): Promise<ChannelOrder["fees"]> {
  if (!is_paid) return null
  const { results } = await ask({ method: "GET", path: `/shops/${shop}/receipts/${receipt_id}/payments` }, Payments)
  const [first, ...others] = results.map(({ amount_fees }) => moneyFrom(amount_fees))
  return first ? { ...first, amount: others.reduce((sum, { amount }) => sum + amount, first.amount) } : null
}

const statuses: Record<string, ChannelOrder["status"]> = {
  paid: "paid",
  completed: "paid",
  canceled: "cancelled",
  "fully refunded": "refunded",
  "partially refunded": "partly-refunded",
}

function orderFrom(receipt: Receipt, fees: ChannelOrder["fees"]): ChannelOrder {
  const total = moneyFrom(receipt.grandtotal)
  const sum = (parts: z.output<typeof EtsyMoney>[]) => ({
    ...total,
    amount: parts.reduce((all, one) => all + moneyFrom(one).amount, 0),
  })
  return {
    remoteId: String(receipt.receipt_id),
    at: new Date(receipt.created_timestamp * 1000),
    status: statuses[receipt.status.toLowerCase()] ?? "pending",
    lines: receipt.transactions.map(({ listing_id, sku, title, quantity, price }) => ({
      remoteListingId: listing_id === null ? null : String(listing_id),
      sku: sku || null,
      title: plain(title ?? ""),
      quantity,
      price: moneyFrom(price),
    })),
    total,
    tax: sum([receipt.total_tax_cost, receipt.total_vat_cost]),
    fees,
    refunded: sum(receipt.refunds.map(({ amount }) => amount)),
    country: receipt.country_iso ?? null,
  }
}
