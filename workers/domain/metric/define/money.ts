import { and, gte, isNotNull, lte, sql } from "drizzle-orm"
import type { MetricPart } from "#schemas/metric.ts"
import { ledgerDays, products } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { define, missing, type Figure, type Window } from "../definition.ts"
import { booksOf, marginOf, netOf, type Books } from "./books.ts"

const empty = "Nothing has been on sale yet and nothing was sold."
const sources = ["ledger_days"]

/** A shop with goods on the shelf and no sale earned 0, which is a figure; an empty shop has none. */
async function overBooks(ctx: Ctx, window: Window, pick: (books: Books) => number): Promise<Figure> {
  const books = await booksOf(ctx, window)
  const own = books.get(ctx.brand.currency)
  const parts = [...books].map(([currency, of]): MetricPart => ({
    name: currency,
    values: { ...of, net: netOf(of), margin: marginOf(of) },
  }))
  const sold = [...books.values()].reduce((sum, { sales }) => sum + sales, 0)
  if (!own || (sold === 0 && !(await everOnSale(ctx)))) return missing(empty, 0, parts)
  const others = [...books.keys()].filter((currency) => currency !== ctx.brand.currency)
  const why =
    others.length > 0
      ? `Only ${ctx.brand.currency}; ${others.join(", ")} stand beside it, for the shop keeps no rate of exchange.`
      : undefined
  return { value: pick(own), n: own.sales, parts, ...(why && { why }) }
}

async function everOnSale(ctx: Ctx): Promise<boolean> {
  return (await ctx.db.select({ id: products.id }).from(products).where(isNotNull(products.publishedAt)).limit(1)).length > 0
}

export const revenueNet = define({
  name: "revenue.net",
  title: "Net revenue",
  unit: "minor units",
  formula: "What was earned on all channels, without tax, less discounts, refunds and lost disputes.",
  sources,
  window: "by the day on which the fact was booked",
  days: 28,
  compute: (ctx, window) => overBooks(ctx, window, netOf),
})

export const marginGross = define({
  name: "margin.gross",
  title: "Gross margin",
  unit: "minor units",
  formula: "Net revenue less the fees of payment providers and channels, the models' costs and advertising; tax is never part of it.",
  sources,
  window: "by the day on which the fact was booked",
  days: 28,
  compute: (ctx, window) => overBooks(ctx, window, marginOf),
})

export const modelCosts = define({
  name: "costs.models_per_revenue",
  title: "Models' costs per revenue",
  unit: "ratio",
  formula: "What model calls cost divided by net revenue, both from the books.",
  sources,
  window: "by the day on which the fact was booked; calls are booked when their day is over",
  days: 28,
  async compute(ctx, window) {
    const books = await booksOf(ctx, window)
    const own = books.get(ctx.brand.currency)
    const elsewhere = [...books].find(([currency, { models }]) => currency !== ctx.brand.currency && models > 0)
    if (elsewhere) return missing(`The models were paid in ${elsewhere[0]} and the goods in ${ctx.brand.currency}.`)
    if (!own || netOf(own) <= 0) return missing("There is no revenue that costs could be held against.", own?.sales ?? 0)
    return { value: own.models / netOf(own), n: own.sales }
  },
})

export const orderAverage = define({
  name: "orders.average",
  title: "Average order",
  unit: "minor units",
  formula: "Goods of the shop's own paid orders less discounts, without tax, divided by the number of these orders.",
  sources,
  window: "orders paid in it",
  days: 28,
  async compute(ctx, { firstDay, lastDay }) {
    const [row] = await ctx.db
      .select({
        earned: sql<number>`coalesce(-sum(${ledgerDays.amount}), 0)`,
        orders: sql<number>`coalesce(sum(CASE ${ledgerDays.account} WHEN 'revenue:storefront' THEN ${ledgerDays.entries} END), 0)`,
      })
      .from(ledgerDays)
      .where(
        and(
          gte(ledgerDays.day, firstDay),
          lte(ledgerDays.day, lastDay),
          sql`${ledgerDays.account} IN ('revenue:storefront','discounts') AND ${ledgerDays.currency} = ${ctx.brand.currency}`,
        ),
      )
    return row && row.orders > 0 ? { value: row.earned / row.orders, n: row.orders } : missing("No order was paid.")
  },
})
