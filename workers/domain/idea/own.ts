import { and, eq, gte, inArray, isNull, sql } from "drizzle-orm"
import { orderLines, orders, products, reviews, searchDays, tickets } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { withoutMisspelt } from "./rules/misspelt.ts"
import { tellingTerms, vocabularyOf } from "./rules/terms.ts"
import { emptyReading, type Entry, type Fact, type Reading } from "./rules/source.ts"

const days = 90
const mostFacts = 40
const mostQueries = 2000
/** One person who searches twice is no demand. */
const fewestSearches = 3
const fewestVoices = 3

/** What the shop itself knows of demand in the last ninety days: sales by category, searches that found nothing, and what reviews and questions share. */
export async function ownReading(ctx: Ctx): Promise<Reading> {
  const since = new Date(ctx.now().getTime() - days * 86_400_000)
  const [sales, gaps, wishes] = await Promise.all([salesFacts(ctx, since), gapFacts(ctx, since), wishFacts(ctx, since)])
  return { ...emptyReading("own"), facts: [...sales, ...gaps, ...wishes] }
}

async function salesFacts(ctx: Ctx, since: Date): Promise<Fact[]> {
  const rows = await ctx.db
    .select({
      subject: products.category,
      kind: products.kind,
      sold: sql<number>`count(*)`,
      amount: sql<number>`sum(${orderLines.amount})`,
      currency: orders.currency,
    })
    .from(orderLines)
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .innerJoin(products, eq(products.id, orderLines.productId))
    .where(and(eq(orders.status, "paid"), gte(orders.paidAt, since)))
    .groupBy(products.category, products.kind, orders.currency)
    .orderBy(sql`count(*) DESC`, products.category)
    .limit(mostFacts)
  return rows.map(({ subject, kind, sold, amount, currency }) => ({
    subject,
    kind,
    signal: "own orders",
    value: sold,
    rows: `${sold} paid lines of ${kind}s, ${(amount / 100).toFixed(2)} ${currency}, since ${since.toISOString().slice(0, 10)}`,
  }))
}

async function gapFacts(ctx: Ctx, since: Date): Promise<Fact[]> {
  const from = since.toISOString().slice(0, 10)
  const asked = sql<number>`sum(${searchDays.count})`
  const rows = await ctx.db
    .select({
      subject: searchDays.query,
      asked,
      missed: sql<number>`sum(CASE WHEN ${searchDays.results} = 0 THEN ${searchDays.count} ELSE 0 END)`,
      on: sql<number>`sum(${searchDays.results} = 0)`,
    })
    .from(searchDays)
    .where(gte(searchDays.day, from))
    .groupBy(searchDays.query)
    .orderBy(sql`${asked} DESC`, searchDays.query)
    .limit(mostQueries)
  return withoutMisspelt(rows)
    .filter(({ missed }) => missed >= fewestSearches)
    .toSorted((a, b) => b.missed - a.missed)
    .slice(0, mostFacts)
    .map(({ subject, missed, on }) => ({
      subject,
      kind: null,
      signal: "searches without a result",
      value: missed,
      rows: `${missed} searches on ${on} days since ${from} found nothing`,
    }))
}

/** Questions are kept without personal data, and reviews are public; only terms that several share leave this function. */
async function wishFacts(ctx: Ctx, since: Date): Promise<Fact[]> {
  const [asked, said] = await Promise.all([
    ctx.db
      .select({ text: tickets.question })
      .from(tickets)
      .where(and(gte(tickets.createdAt, since), isNull(tickets.orderId), inArray(tickets.status, ["answered", "waiting"])))
      .limit(500),
    ctx.db.select({ text: reviews.text }).from(reviews).where(gte(reviews.createdAt, since)).limit(500),
  ])
  const voices = [...asked, ...said].filter(({ text }) => wishes(text)).map(({ text }) => entryOf(text))
  if (voices.length < fewestVoices) return []
  return tellingTerms(voices, vocabularyOf(voices), 10).flatMap((subject): Fact[] => {
    const value = voices.filter(({ text }) => text.toLowerCase().includes(subject)).length
    const rows = `${value} of ${voices.length} reviews and questions that wish for something`
    return value < fewestVoices ? [] : [{ subject, kind: null, signal: "wishes in reviews and questions", value, rows }]
  })
}

/** Most questions are about an order; a theme for a new good is in those that ask for something that is not there. */
const wish =
  /\b(?:wish|would (?:love|like|be (?:nice|great))|do you (?:have|sell|make|offer)|is there an?|are there any|looking for|missing|could you (?:add|make)|please (?:add|make)|any plans)\b/gi

/** Who wants money back, a lower price or a file that opens speaks of the shop's service, and who speaks to a model of nothing. */
const service =
  /\b(?:refund\w*|money|discount\w*|coupons?|price|orders?|paid|payment|invoice|receipt|download\w*|e-?mail|account|opens?)\b/i
const wishes = (text: string) => text.search(wish) >= 0 && !service.test(text) && !addressesModel(text)

const entryOf = (text: string): Entry => ({
  title: "voice",
  url: null,
  text: text.replaceAll(wish, " ").slice(0, 600),
  path: [],
  tags: [],
  price: null,
  popularity: 0,
})
