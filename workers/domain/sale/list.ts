import { and, asc, desc, eq, inArray, lt } from "drizzle-orm"
import { z } from "zod"
import { SaleStatus, SaleView } from "#schemas/sale.ts"
import { saleLines, sales } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export const listSales = operation({
  name: "sale.list",
  about: "Lists the sales that other channels made for us, the newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    channel: z.string().max(30).optional(),
    status: SaleStatus.optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(SaleView), nextCursor: z.string().nullable() }),
})(async (ctx, { channel, status, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(sales)
    .where(
      and(
        channel ? eq(sales.channel, channel) : undefined,
        status ? eq(sales.status, status) : undefined,
        cursor ? lt(sales.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(sales.id))
    .limit(limit + 1)
  const ids = rows.map(({ id }) => id)
  const lines = await ctx.db.select().from(saleLines).where(inArray(saleLines.saleId, ids)).orderBy(asc(saleLines.position))
  return pageOf(rows, limit, (row) => {
    const money = (amount: number) => ({ amount, currency: row.currency })
    const { id, remoteId, country } = row
    return {
      id,
      channel: row.channel,
      remoteId,
      status: row.status,
      country,
      soldAt: row.soldAt.toISOString(),
      total: money(row.total),
      tax: money(row.tax),
      refunded: money(row.refunded),
      fees: row.fees === null ? null : money(row.fees),
      lines: lines
        .filter(({ saleId }) => saleId === id)
        .map(({ productId, title, quantity }) => ({
          productId,
          title,
          quantity,
        })),
    }
  })
})
