import { eq } from "drizzle-orm"
import { drafts } from "#schemas/tables/index.ts"
import { faq } from "#seeds/faq.ts"
import { refundPolicy, termsOfSale } from "#seeds/policies/shown.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { channelFlag, flag } from "#workers/domain/flag/index.ts"
import { idea } from "#workers/domain/idea/index.ts"
import { passage } from "#workers/domain/passage/index.ts"
import { product } from "#workers/domain/product/index.ts"
import type { Market } from "./market.ts"
import { trendsExport } from "./needs.ts"

/**
 * From an empty shop to its first shelf: the shop's own texts, a source of ideas, and so many goods made from the best of them, through
 * the same gate as ever. What is left of the ideas is the organisation's to use.
 */
export async function openShop(market: Market, goods: number): Promise<void> {
  const ctx = market.owner()
  const used = new Set(["storefront", ...ctx.settings.PUBLISH_CHANNELS])
  for (const name of Object.keys(ctx.channels))
    if (!used.has(name)) await flag.set(ctx, { key: channelFlag(name), value: false, why: "This market sells elsewhere." })
  const texts = faq.map(({ id, question, answer }) => ({ id: `faq#${id}`, title: question, text: answer, url: `/help#${id}` }))
  await passage.index(ctx, { source: "faq", passages: texts })
  for (const [name, text] of Object.entries({ refunds: refundPolicy, terms: termsOfSale })) {
    const passages = text
      .split(/^## /m)
      .map((part, n) => ({
        id: `policy:${name}#${n}`,
        title: part.split("\n")[0]?.replace(/^# /, "") || name,
        text: part.slice(0, 4000),
        url: `/policies/${name}`,
      }))
      .filter((part) => part.text.trim().length >= 10)
    await passage.index(ctx, { source: `policy:${name}`, passages })
  }
  await idea.ingest(ctx, { name: "trends.csv", text: trendsExport(ctx.now()) })
  for (let made = 0; made < goods; made++) {
    const taken = await idea.take(ctx, {})
    if (!taken) throw new Error(`The source has ideas for ${made} goods only.`)
    await draft.request(ctx, { brief: taken.request, ideaId: taken.id, until: "gate" })
    await market.settle()
  }
  await publishApproved(market)
}

/** The owner's standing order: what the gate has passed goes on sale on every usual channel. */
export async function publishApproved(market: Market): Promise<void> {
  const ctx = market.owner()
  for (const { id } of await ctx.db.select({ id: drafts.id }).from(drafts).where(eq(drafts.status, "approved")).orderBy(drafts.id)) {
    await product.publish(ctx, { draft_id: id, channel: ctx.settings.PUBLISH_CHANNELS })
    await market.settle()
  }
}
