import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { Money } from "#schemas/money.ts"
import { OrderStatus } from "#schemas/order.ts"
import { orders } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"
import { orderNumber } from "./load.ts"

export const OrderLine = z.strictObject({
  id: z.string(),
  number: z.string(),
  status: OrderStatus,
  email: z.string().nullable(),
  total: Money,
  refunded: Money,
  placedAt: z.iso.datetime(),
  paidAt: z.iso.datetime().nullable(),
})

export const listOrders = operation({
  name: "order.list",
  about: "Lists orders, newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    status: OrderStatus.optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(OrderLine), nextCursor: z.string().nullable() }),
})(async (ctx, { status, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(orders)
    .where(and(status ? eq(orders.status, status) : undefined, cursor ? lt(orders.id, cursor) : undefined))
    .orderBy(desc(orders.id))
    .limit(limit + 1)
  return pageOf(rows, limit, (row) => ({
    id: row.id,
    number: orderNumber(row.number),
    status: row.status,
    email: row.email,
    total: { amount: row.total, currency: row.currency },
    refunded: { amount: row.refunded, currency: row.currency },
    placedAt: row.placedAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
  }))
})
