import { and, desc, eq, ne, sql } from "drizzle-orm"
import { z } from "zod"
import { Utm } from "#schemas/cart.ts"
import { VisitorId } from "#schemas/experiment.ts"
import { ProductPage } from "#schemas/product.ts"
import { listings, products, reviews, views } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { dressCard, seenBy } from "#workers/domain/assignment/index.ts"
import { countStep } from "#workers/domain/funnel/index.ts"
import { filesOf, imageOf } from "#workers/domain/asset/index.ts"
import { cardColumns, cardsOf, type ProductRow } from "./card.ts"

/** Everything that a product's page shows. Unless `count` is false the view is counted, by day and UTM source, without cookies. */
export const productPage = operation({
  name: "product.page",
  about: "Shows one product on sale.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({
    slug: z.string().max(120),
    source: z.string().max(60).optional(),
    utm: Utm.optional().describe("the whole campaign that brought the visitor; source alone when absent"),
    count: z.boolean().default(false),
    visitor: VisitorId.default(null).describe("who looks, when experiments may count them"),
  }),
  output: ProductPage,
})(async (ctx, { slug, utm, source = utm?.source, count, visitor }) => {
  const [row] = await ctx.db
    .select()
    .from(products)
    .where(and(eq(products.slug, slug), eq(products.live, true)))
  const [card] = row ? await cardsOf(ctx, [row]) : []
  if (!row?.draft || !card) throw notFound("product", slug)
  const { draft } = row
  const [files, elsewhere, written, related] = await Promise.all([
    filesOf(ctx, draft.draftId),
    ctx.db
      .select()
      .from(listings)
      .where(and(eq(listings.productId, row.id), eq(listings.status, "live"), ne(listings.channel, "storefront"))),
    ctx.db.select().from(reviews).where(eq(reviews.productId, row.id)).orderBy(desc(reviews.createdAt)).limit(20),
    relatedTo(ctx, row),
    count ? countView(ctx, row.id, { ...utm, ...(source && { source }) }) : undefined,
  ])
  const seen = await seenBy(ctx, visitor, { page: row.id, cards: related.map(({ id }) => id), count })
  const own = seen.get(row.id)
  const copy = { ...draft.copy, ...own?.copy }
  const otherCover = files.find(({ id }) => id === own?.cover)
  const cover = otherCover ? imageOf(otherCover) : card.cover
  return {
    ...dressCard(card, own),
    cover,
    copy,
    gallery: [{ ...cover, alt: copy.coverAlt }, ...files.filter(({ role }) => role === "preview").map((file) => imageOf(file))],
    facts: draft.facts,
    files: files
      .filter(({ role }) => role === "deliverable" || role === "bundle" || role === "licence")
      .map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes })),
    scorecard: draft.scorecard,
    composer: draft.composer,
    madeAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    listings: elsewhere.flatMap(({ channel, url }) => (url ? [{ channel, url }] : [])),
    reviews: written.map(({ id, rating, text, author, createdAt }) => ({ id, rating, text, author, writtenAt: createdAt.toISOString() })),
    related: related.map((one) => dressCard(one, seen.get(one.id))),
  }
})

/** Same audience or category first, then the same kind, then the newest. */
async function relatedTo(ctx: Ctx, row: ProductRow) {
  const rows = await ctx.db
    .select(cardColumns)
    .from(products)
    .where(and(eq(products.live, true), ne(products.id, row.id)))
    .orderBy(
      desc(
        sql`(${products.audience} = ${row.audience}) * 2 + (${products.category} = ${row.category}) * 2 + (${products.kind} = ${row.kind})`,
      ),
      desc(products.publishedAt),
    )
    .limit(4)
  return cardsOf(ctx, rows)
}

async function countView(ctx: Ctx, productId: string, utm: Utm) {
  const day = ctx.now().toISOString().slice(0, 10)
  const view = ctx.db
    .insert(views)
    .values({ id: ctx.id("view"), productId, day, source: utm.source ?? "direct", count: 1 })
    .onConflictDoUpdate({ target: [views.productId, views.day, views.source], set: { count: sql`${views.count} + 1` } })
  await Promise.all([view, countStep(ctx, "view", utm)])
}
