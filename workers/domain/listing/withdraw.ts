import { and, desc, eq, gte, ne } from "drizzle-orm"
import { z } from "zod"
import { audit, listings, products } from "#schemas/tables/index.ts"
import { productSearch } from "#schemas/tables/search.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { channelOff } from "#workers/domain/flag/index.ts"
import { explain } from "./explain.ts"
import { openChannel, productBySlug, type ListingRow } from "./load.ts"
import { ChannelResult, rowsOf } from "./push.ts"
import { note, showOn } from "./settle.ts"

const Withdrawn = z.strictObject({ ...ChannelResult.shape, status: z.enum(["withdrawn", "failed", "off"]) })

/** Takes a product off our shelf at once and off every channel that answers; the others follow with their next sync. */
export const withdrawProduct = operation({
  name: "listing.withdraw",
  about: "Takes a product off sale, here and on every channel. Buyers keep their downloads.",
  scope: "write",
  approval: "person",
  decision: "product.retire",
  input: z.strictObject({ slug: z.string().max(120), reason: z.string().trim().min(3).max(500) }),
  output: z.strictObject({ productId: z.string(), results: z.array(Withdrawn) }),
})(async (ctx, { slug, reason }) => {
  const product = await productBySlug(ctx, slug)
  const { id } = product
  await ctx.commit({
    writes: [
      ctx.db.update(products).set({ live: false, stage: "withdrawn", updatedAt: ctx.now() }).where(eq(products.id, id)),
      ctx.db.delete(productSearch).where(eq(productSearch.id, id)),
    ],
    audit: { operation: "listing.withdraw", subject: id, detail: { reason } },
  })
  await ctx.tell(id, { stage: "withdrawn", note: `Withdrawn: ${reason}`.slice(0, 300) })
  const results: z.infer<typeof Withdrawn>[] = []
  for (const row of await rowsOf(ctx, id)) if (row.status !== "withdrawn") results.push(await withdrawOne(ctx, row))
  return { productId: id, results }
})

async function withdrawOne(ctx: Ctx, row: ListingRow): Promise<z.infer<typeof Withdrawn>> {
  const result = { channel: row.channel, ok: false, listingId: row.id, url: row.url, problems: [] }
  const off = await channelOff(ctx, row.channel)
  if (off) return { ...result, status: "off", problems: [{ field: "channel", message: off, fix: `Turn it on, then sync ${row.channel}.` }] }
  try {
    await takeDown(ctx, row)
    return { ...result, ok: true, status: "withdrawn" }
  } catch (error) {
    const problem = explain(row.channel, error)
    await note(ctx, row.id, [problem])
    return { ...result, status: "failed", problems: [problem] }
  }
}

/** Withdraws one listing and writes it down. A listing that the channel never had is withdrawn too. Throws what the channel throws. */
export async function takeDown(ctx: Ctx, { id, productId, channel, remoteId }: ListingRow): Promise<void> {
  if (remoteId) await openChannel(ctx, channel).withdraw(remoteId)
  const now = ctx.now()
  const set = { status: "withdrawn" as const, drift: [], error: null, problems: null, failures: 0, checkedAt: now, updatedAt: now }
  await ctx.commit({
    writes: [
      ctx.db
        .update(listings)
        .set(set)
        .where(and(eq(listings.id, id), ne(listings.status, "withdrawn"))),
      showOn(ctx, productId, channel, null, "withdrawn"),
    ],
    audit: { operation: "listing.withdrawn", subject: productId, detail: { channel, remoteId } },
  })
  await ctx.tell(productId, { channel: { name: channel, status: "withdrawn", url: null }, note: `Off sale on ${channel}` })
}

/**
 * Has the channels that a product's last withdrawal took it off publish it again with their next sync; where it was off before it stays
 * off. Without its id over there the listing is published, not compared: each channel finds the old one by our SKU.
 */
export async function relist(ctx: Ctx, productId: string): Promise<void> {
  const withdrawal = and(eq(audit.subject, productId), eq(audit.operation, "listing.withdraw"))
  const [last] = await ctx.db.select({ at: audit.at }).from(audit).where(withdrawal).orderBy(desc(audit.at)).limit(1)
  if (!last) return
  const taken = and(eq(listings.productId, productId), eq(listings.status, "withdrawn"), gte(listings.updatedAt, last.at))
  await ctx.commit({
    writes: [
      ctx.db
        .update(listings)
        .set({ status: "pending", remoteId: null, pushedHash: null, checkedAt: null, updatedAt: ctx.now() })
        .where(and(taken, ne(listings.channel, "storefront"))),
    ],
    audit: { operation: "listing.relist", subject: productId },
  })
}
