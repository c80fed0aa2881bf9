import { and, gte, isNotNull, lte, sql } from "drizzle-orm"
import type { MetricPart } from "#schemas/metric.ts"
import { orders } from "#schemas/tables/index.ts"
import { define, ratio } from "../definition.ts"
import { ledgerLines } from "./books.ts"

const sources = ["orders"]
const nobody = "No customer is known yet; buyers are told apart at night, by a keyed hash of their address."

export const repeatRate = define({
  name: "customers.repeat",
  title: "Repeat customers",
  unit: "ratio",
  formula: "Customers who bought in the window and have bought at least twice, ever, divided by customers who bought in the window.",
  sources,
  window: "orders paid in it",
  days: 90,
  async compute(ctx, { from, until }) {
    const [row] = await ctx.db.all<{ all: number; again: number }>(sql`
      SELECT count(*) AS "all", coalesce(sum(n > 1), 0) AS again FROM (
        SELECT (SELECT count(*) FROM (SELECT 1 FROM orders o WHERE o.customer = w.customer AND o.paid_at <= ${until.getTime()} LIMIT 2)) AS n
        FROM (SELECT DISTINCT customer FROM orders WHERE paid_at BETWEEN ${from.getTime()} AND ${until.getTime()} AND customer IS NOT NULL) w)`)
    return ratio(row?.again ?? 0, row?.all ?? 0, nobody)
  },
})

type CohortRow = { month: string; later: number; customers: number }
const monthsShown = 12

export const cohorts = define({
  name: "customers.cohorts",
  title: "Customers who come back",
  unit: "ratio",
  formula:
    "Of the customers whose first month is over, the share that bought again in a later month; by month of the first purchase, how many bought again so many months later.",
  sources,
  window: "first purchases in it",
  days: 365,
  async compute(ctx, { from, until }) {
    const rows = await ctx.db.all<CohortRow>(sql`
      SELECT strftime('%Y-%m', first / 1000, 'unixepoch') AS month,
        (strftime('%Y', paid_at / 1000, 'unixepoch') - strftime('%Y', first / 1000, 'unixepoch')) * 12
          + strftime('%m', paid_at / 1000, 'unixepoch') - strftime('%m', first / 1000, 'unixepoch') AS later,
        count(DISTINCT customer) AS customers
      FROM (SELECT customer, paid_at, min(paid_at) OVER (PARTITION BY customer) AS first FROM orders
        WHERE customer IS NOT NULL AND paid_at <= ${until.getTime()})
      WHERE first >= ${from.getTime()} GROUP BY 1, 2 ORDER BY 1, 2`)
    const [back] = await ctx.db.all<{ all: number; again: number }>(sql`
      SELECT count(*) AS "all", coalesce(sum(last > first), 0) AS again FROM (
        SELECT strftime('%Y-%m', min(paid_at) / 1000, 'unixepoch') AS first, strftime('%Y-%m', max(paid_at) / 1000, 'unixepoch') AS last,
          min(paid_at) AS began
        FROM orders WHERE customer IS NOT NULL AND paid_at <= ${until.getTime()} GROUP BY customer)
      WHERE began >= ${from.getTime()} AND first < ${until.toISOString().slice(0, 7)}`)
    const why = rows.length > 0 ? "No customer's first month is over yet." : nobody
    return ratio(back?.again ?? 0, back?.all ?? 0, why, cohortParts(rows))
  },
})

function cohortParts(rows: CohortRow[]): MetricPart[] {
  const months = [...new Set(rows.map(({ month }) => month))].slice(-monthsShown)
  return months.map((month) => {
    const own = rows.filter((row) => row.month === month)
    return {
      name: month,
      values: Object.fromEntries(own.map(({ later, customers }) => [later === 0 ? "customers" : `+${later}`, customers])),
    }
  })
}

export const acquisitionCost = define({
  name: "customers.acquisition_cost",
  title: "Cost of a new customer",
  unit: "minor units",
  formula:
    "What advertising cost, from the books, divided by customers who bought for the first time; by source, a network's cost by the customers that its links brought.",
  sources: ["ledger_days", "orders"],
  window: "costs booked and first purchases in it",
  days: 28,
  async compute(ctx, window) {
    const earlier = sql`EXISTS (SELECT 1 FROM orders AS before WHERE before.customer = ${orders.customer} AND before.paid_at < ${orders.paidAt})`
    const source = sql<string>`coalesce(json_extract(${orders.utm}, '$.source'), 'direct')`
    const [lines, rows] = await Promise.all([
      ledgerLines(ctx, window),
      ctx.db
        .select({ source, customers: sql<number>`count(DISTINCT ${orders.customer})` })
        .from(orders)
        .where(and(gte(orders.paidAt, window.from), lte(orders.paidAt, window.until), isNotNull(orders.customer), sql`NOT ${earlier}`))
        .groupBy(source),
    ])
    const costs = new Map<string, number>()
    for (const { account, currency, amount } of lines) {
      const [kind, network = "ads"] = account.split(":")
      if (kind === "ads" && currency === ctx.brand.currency) costs.set(network, (costs.get(network) ?? 0) + amount)
    }
    const names = [...new Set([...costs.keys(), ...rows.map((row) => row.source)])].toSorted()
    const parts = names.map((name): MetricPart => {
      const [customers, cost] = [rows.find((row) => row.source === name)?.customers ?? 0, costs.get(name) ?? 0]
      return { name, values: { cost, customers, each: customers > 0 ? cost / customers : null } }
    })
    const all = rows.reduce((sum, { customers }) => sum + customers, 0)
    return ratio(
      [...costs.values()].reduce((sum, cost) => sum + cost, 0),
      all,
      "Nobody has bought for the first time.",
      parts,
    )
  },
})
