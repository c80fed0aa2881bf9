import { eq } from "drizzle-orm"
import { listings, products } from "#schemas/tables/index.ts"
import type { Channel } from "#workers/adapters/channels/index.ts"
import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"
import { knownChannels, type ProductRow } from "#workers/domain/product/index.ts"

export type ListingRow = typeof listings.$inferSelect

export function openChannel(ctx: Ctx, name: string): Channel {
  knownChannels(ctx, name)
  const channel = Object.values<Channel>(ctx.channels).find((one) => one.name === name)
  if (!channel) throw notFound("channel", name)
  return channel
}

export async function loadProduct(ctx: Ctx, id: string): Promise<ProductRow> {
  const [row] = await ctx.db.select().from(products).where(eq(products.id, id))
  if (!row) throw notFound("product", id)
  return row
}

export async function productBySlug(ctx: Ctx, slug: string): Promise<ProductRow> {
  const [row] = await ctx.db.select().from(products).where(eq(products.slug, slug))
  if (!row) throw notFound("product", slug)
  return row
}
