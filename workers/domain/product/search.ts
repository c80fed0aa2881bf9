import { z } from "zod"
import { and, asc, count, desc, eq, inArray, lte, sql, type SQL } from "drizzle-orm"
import { VisitorId } from "#schemas/experiment.ts"
import { ProductList, ProductSearch } from "#schemas/product.ts"
import { products } from "#schemas/tables/index.ts"
import { fuse } from "#workers/adapters/search/fuse.ts"
import { matchExpression } from "#workers/adapters/search/search.ts"
import type { Ctx } from "#workers/context.ts"
import { invalidField } from "#workers/errors.ts"
import { decodeCursor, encodeCursor } from "#workers/lib/cursor.ts"
import { operation } from "#workers/operation.ts"
import { dressCards } from "#workers/domain/assignment/index.ts"
import { countStep } from "#workers/domain/funnel/index.ts"
import { countSearch as countWords } from "#workers/domain/idea/index.ts"
import { cardColumns, cardsOf } from "./card.ts"
import { otherWords } from "./spelling.ts"

type Sort = "relevance" | "newest" | "price-asc" | "price-desc"

/** Lists live products: full text, filters, four orders, a cursor that stays right while products are added. */
export const searchProducts = operation({
  name: "product.search",
  about: "Searches the products on sale.",
  scope: "shop",
  approval: "none",
  input: ProductSearch.extend({
    visitor: VisitorId.default(null).describe("who looks, when experiments may count them"),
    count: z.boolean().default(true).describe("false: shows what the visitor was shown before, and counts nobody"),
  }),
  output: ProductList,
})(async (ctx, { q, kind, maxPrice, sort, cursor, limit, visitor, count: counted }) => {
  const hits = q === "" ? null : await matching(ctx, q)
  const base = and(
    eq(products.live, true),
    hits ? inArray(products.id, hits) : undefined,
    maxPrice ? lte(products.priceAmount, maxPrice) : undefined,
  )
  const here = and(base, kind ? eq(products.kind, kind) : undefined)
  const order: Sort = sort === "relevance" && !hits ? "newest" : sort
  const [rows, kinds] = await Promise.all([
    order === "relevance" && hits ? ranked(ctx, here, hits, cursor, limit) : paged(ctx, here, order, cursor, limit),
    ctx.db.select({ kind: products.kind, count: count() }).from(products).where(base).groupBy(products.kind),
  ])
  const total = kinds.filter((group) => !kind || group.kind === kind).reduce((sum, group) => sum + group.count, 0)
  // Turning a page is the same search, and a shelf without words is none.
  if (counted && q !== "" && !cursor) await countSearch(ctx, total)
  // What agents and pages of ours look for is nobody's demand.
  if (hits && counted && !cursor && ctx.actor.kind === "shopper") await countWords(ctx, q, hits.length)
  const items = await dressCards(ctx, visitor, await cardsOf(ctx, rows.items), counted)
  return { items, nextCursor: rows.nextCursor, total, kinds }
})

async function countSearch(ctx: Ctx, total: number) {
  await Promise.all([countStep(ctx, "search"), ...(total === 0 ? [countStep(ctx, "search_empty")] : [])])
}

/** Of the places of one list and the other; what only means the same comes after what also says it. */
const half = { k: 10, words: 1, meaning: 0.5, share: null }
const mostHits = 90

/** The best product ids, best first: by words (also misspelled ones and synonyms) and by meaning. */
async function matching(ctx: Ctx, q: string): Promise<string[]> {
  const [words, near] = await Promise.all([byWords(ctx, q), byMeaning(ctx, q)])
  const ids = [...new Set([...words.ids, ...near.map(({ id }) => id)])]
  const hits = (list: readonly string[]) => list.map((id) => ({ n: ids.indexOf(id), score: 0 }))
  // Where every word was found, only what is very near in meaning is worth adding.
  const added = near.filter(({ similarity }) => similarity >= (words.all ? 0.6 : 0.4)).map(({ id }) => id)
  return fuse(hits(words.ids), hits(added), mostHits, half).flatMap((n) => ids[n] ?? [])
}

/** Every word has to match, or one of its other names; if that finds nothing, any word. */
async function byWords(ctx: Ctx, q: string): Promise<{ ids: string[]; all: boolean }> {
  const others = await otherWords(ctx, q)
  for (const joiner of ["AND", "OR"] as const) {
    const expression = matchExpression(q, joiner, others)
    if (expression === null) break
    const rows = await ctx.db.all<{ id: string }>(
      sql`SELECT id FROM product_search WHERE product_search MATCH ${expression} ORDER BY bm25(product_search, 0, 8, 4, 2, 1) LIMIT ${mostHits}`,
    )
    if (rows.length > 0) return { ids: rows.map(({ id }) => id), all: joiner === "AND" }
  }
  return { ids: [], all: false }
}

/** Products whose own passages mean what was asked, each once. */
async function byMeaning(ctx: Ctx, q: string): Promise<{ id: string; similarity: number }[]> {
  const found = await ctx.search.find(q, { limit: 30, sources: ["product:"] })
  const best = new Map<string, number>()
  for (const { source, similarity } of found) {
    const id = source.slice("product:".length)
    if (similarity !== null) best.set(id, Math.max(similarity, best.get(id) ?? 0))
  }
  return Array.from(best, ([id, similarity]) => ({ id, similarity })).toSorted((a, b) => b.similarity - a.similarity)
}

async function ranked(ctx: Ctx, where: SQL | undefined, hits: string[], cursor: string | undefined, limit: number) {
  const [seen, lastId] = cursor ? position(cursor, ["number", "string"]) : []
  const found = await ctx.db.select(cardColumns).from(products).where(where)
  const place = new Map(hits.map((id, index) => [id, index]))
  const sorted = found.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
  // A better match may have come in since: the page goes on after the last one shown, by count only if that one is gone.
  const last = sorted.findIndex(({ id }) => id === lastId)
  const from = last >= 0 ? last + 1 : Math.max(0, Number(seen ?? 0))
  const items = sorted.slice(from, from + limit)
  const end = from + items.length
  return { items, nextCursor: sorted.length > end ? encodeCursor([end, items.at(-1)?.id ?? ""]) : null }
}

async function paged(ctx: Ctx, where: SQL | undefined, sort: Sort, cursor: string | undefined, limit: number) {
  const column = sort === "price-asc" || sort === "price-desc" ? products.priceAmount : products.publishedAt
  const up = sort === "price-asc"
  const [key, id] = cursor ? position(cursor, ["number", "string"]) : []
  const after = cursor
    ? up
      ? sql`(${column}, ${products.id}) > (${key}, ${id})`
      : sql`(${column}, ${products.id}) < (${key}, ${id})`
    : undefined
  const rows = await ctx.db
    .select(cardColumns)
    .from(products)
    .where(and(where, after))
    .orderBy(up ? asc(column) : desc(column), up ? asc(products.id) : desc(products.id))
    .limit(limit + 1)
  const last = rows[limit - 1]
  const lastKey = column === products.priceAmount ? last?.priceAmount : last?.publishedAt?.getTime()
  return { items: rows.slice(0, limit), nextCursor: rows.length > limit && last ? encodeCursor([lastKey ?? 0, last.id]) : null }
}

function position(cursor: string, kinds: readonly ("number" | "string")[]): (string | number)[] {
  const decoded = decodeCursor(cursor)
  if (decoded?.length !== kinds.length || decoded.some((part, at) => typeof part !== kinds[at]))
    throw invalidField("cursor", "Use the nextCursor of an earlier answer with the same sort.")
  return decoded
}
