import { and, eq, inArray, or } from "drizzle-orm"
import type { ChannelOrder } from "#schemas/channel.ts"
import { listings, products, saleChanges, saleLines, sales } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { LostRace, mentions } from "#workers/lib/db.ts"
import { ledgerEntry } from "#workers/domain/ledger/index.ts"
import { isNews, postingsOf, type Worth } from "./rules/books.ts"

export type SaleRow = typeof sales.$inferSelect

/** Writes down what a channel says about one sale, and posts the difference to the books in the same batch. The same news twice is one. */
export async function recordSale(ctx: Ctx, channel: string, order: ChannelOrder): Promise<"new" | "changed" | "known"> {
  const [row] = await ctx.db
    .select()
    .from(sales)
    .where(and(eq(sales.channel, channel), eq(sales.remoteId, order.remoteId)))
  const worth: Worth = {
    status: order.status,
    currency: order.total.currency,
    total: order.total.amount,
    tax: Math.min(order.tax.amount, order.total.amount),
    fees: order.fees?.amount ?? row?.fees ?? null,
    refunded: Math.min(order.refunded.amount, order.total.amount),
  }
  if (row && !isNews(row, worth)) return "known"
  try {
    await (row ? change(ctx, row, worth) : add(ctx, channel, order, worth))
    return row ? "changed" : "new"
  } catch (error) {
    // Another pull was first; what it wrote is compared again.
    if (error instanceof LostRace || mentions(error, "UNIQUE")) return recordSale(ctx, channel, order)
    throw error
  }
}

async function add(ctx: Ctx, channel: string, order: ChannelOrder, worth: Worth): Promise<void> {
  const [id, now] = [ctx.id("sale"), ctx.now()]
  const lines = await Promise.all(
    order.lines.map(async (line, position) => ({
      saleId: id,
      position,
      productId: await productOf(ctx, channel, line),
      title: line.title,
      quantity: line.quantity,
      amount: line.price.amount * line.quantity,
    })),
  )
  const base = {
    id,
    channel,
    remoteId: order.remoteId,
    country: order.country,
    soldAt: order.at,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
  await ctx.commit({
    writes: [
      ctx.db.insert(sales).values({ ...base, ...worth }),
      ...lines.map((line) => ctx.db.insert(saleLines).values(line)),
      changeRow(ctx, id, 1, worth),
      ...entry(ctx, { id, channel, version: 1, at: order.at }, null, worth),
    ],
    audit: {
      operation: "sale.record",
      subject: id,
      detail: { channel, remoteId: order.remoteId, status: worth.status, total: worth.total },
    },
  })
  const known = new Set(lines.flatMap(({ productId }) => (productId ? [productId] : [])))
  for (const productId of known) await ctx.tell(productId, { note: `Sold on ${channel}` })
}

async function change(ctx: Ctx, row: SaleRow, worth: Worth): Promise<void> {
  const { id, channel } = row
  const version = row.version + 1
  await ctx.commit({
    transition: ctx.db
      .update(sales)
      .set({ ...worth, version, updatedAt: ctx.now() })
      .where(and(eq(sales.id, id), eq(sales.version, row.version))),
    writes: [changeRow(ctx, id, version, worth), ...entry(ctx, { id, channel, version, at: ctx.now() }, row, worth)],
    audit: {
      operation: "sale.change",
      subject: id,
      detail: { from: row.status, to: worth.status, refunded: worth.refunded, fees: worth.fees },
    },
  })
}

const changeRow = (ctx: Ctx, saleId: string, version: number, { status, total, fees, refunded }: Worth) =>
  ctx.db.insert(saleChanges).values({ saleId, version, status, total, fees, refunded, at: ctx.now() })

function entry(ctx: Ctx, sale: { id: string; channel: string; version: number; at: Date }, before: Worth | null, after: Worth) {
  const { id, channel, version, at } = sale
  const memo = before ? `Sale on ${channel}: ${before.status} to ${after.status}` : `Sale on ${channel}`
  return ledgerEntry(ctx, { source: "sale", sourceId: `${id}:${version}`, at, memo, postings: postingsOf(channel, before, after) })
}

/** Our product behind a line: by the listing's id over there, else by our SKU, which begins its id. */
async function productOf(ctx: Ctx, channel: string, { remoteListingId, sku }: ChannelOrder["lines"][number]): Promise<string | null> {
  const asked = or(
    remoteListingId ? eq(listings.remoteId, remoteListingId) : undefined,
    sku ? inArray(listings.productId, ctx.db.select({ id: products.id }).from(products).where(eq(products.id, sku))) : undefined,
  )
  if (!asked) return null
  const [row] = await ctx.db
    .select({ productId: listings.productId })
    .from(listings)
    .where(and(eq(listings.channel, channel), asked))
    .limit(1)
  return row?.productId ?? null
}
