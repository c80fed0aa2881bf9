import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { Money } from "#schemas/money.ts"
import { discounts } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export type DiscountRow = typeof discounts.$inferSelect

export const DiscountStatus = z.enum(["intended", "active", "ended", "failed"])
export const Discount = z.strictObject({
  id: z.string(),
  code: z.string(),
  percentOff: z.int().nullable(),
  amountOff: Money.nullable(),
  minimum: z.int().nullable(),
  maxRedemptions: z.int().nullable(),
  firstOrderOnly: z.boolean(),
  expiresAt: z.iso.datetime().nullable(),
  status: DiscountStatus,
  createdAt: z.iso.datetime(),
})

export const listDiscounts = operation({
  name: "discount.list",
  about: "Lists promotion codes, newest first.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    status: DiscountStatus.optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.strictObject({ items: z.array(Discount), nextCursor: z.string().nullable() }),
})(async (ctx, { status, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(discounts)
    .where(and(status ? eq(discounts.status, status) : undefined, cursor ? lt(discounts.id, cursor) : undefined))
    .orderBy(desc(discounts.id))
    .limit(limit + 1)
  return pageOf(rows, limit, discountView)
})

export const discountView = (row: DiscountRow): z.input<typeof Discount> => ({
  id: row.id,
  code: row.code,
  percentOff: row.percentOff,
  amountOff: row.amountOff !== null && row.currency ? { amount: row.amountOff, currency: row.currency } : null,
  minimum: row.minimum,
  maxRedemptions: row.maxRedemptions,
  firstOrderOnly: row.firstOrderOnly,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  status: row.status,
  createdAt: row.createdAt.toISOString(),
})
