import { and, desc, eq, lt } from "drizzle-orm"
import { z } from "zod"
import { listings } from "#schemas/tables/index.ts"
import { pageOf } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"

export const ListingView = z.strictObject({
  id: z.string(),
  productId: z.string(),
  channel: z.string(),
  status: z.enum(["pending", "live", "failed", "drifted", "withdrawn"]),
  url: z.string().nullable(),
  drift: z.array(z.string()),
  error: z.string().nullable(),
  verifiedAt: z.iso.datetime().nullable(),
})

export const listListings = operation({
  name: "listing.list",
  about: "Lists what is for sale where, and how it differs from what was ordered.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    productId: z.string().max(60).optional(),
    channel: z.string().max(30).optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.strictObject({ items: z.array(ListingView), nextCursor: z.string().nullable() }),
})(async (ctx, { productId, channel, cursor, limit }) => {
  const rows = await ctx.db
    .select()
    .from(listings)
    .where(
      and(
        productId ? eq(listings.productId, productId) : undefined,
        channel ? eq(listings.channel, channel) : undefined,
        cursor ? lt(listings.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(listings.id))
    .limit(limit + 1)
  return pageOf(rows, limit, (row) => ({
    id: row.id,
    productId: row.productId,
    channel: row.channel,
    status: row.status,
    url: row.url,
    drift: row.drift,
    error: row.error,
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
  }))
})
