import { sql } from "drizzle-orm"
import type { MetricPart } from "#schemas/metric.ts"
import type { Ctx } from "#workers/context.ts"
import { define, missing, type Window } from "../definition.ts"
import { booksOf, marginOf, netOf } from "./books.ts"

const dayMs = 86_400_000
const spans = [30, 90, 365] as const

/** What customers brought in their first `days`, over those who have been customers for that long. Tax shares are rounded as in the books. */
async function worth(ctx: Ctx, { from, until }: Window, days: number): Promise<{ customers: number; net: number }> {
  const [row] = await ctx.db.all<{ customers: number; net: number }>(sql`
    SELECT count(DISTINCT customer) AS customers, coalesce(sum(
      subtotal - discount - refunded + CASE WHEN total > 0 THEN (2 * tax * refunded + total) / (2 * total) ELSE 0 END
      - coalesce((SELECT sum(d.amount) FROM disputes d WHERE d.order_id = id AND d.status = 'lost'), 0)), 0) AS net
    FROM (SELECT *, min(paid_at) OVER (PARTITION BY customer) AS first FROM orders
      WHERE customer IS NOT NULL AND paid_at IS NOT NULL AND currency = ${ctx.brand.currency})
    WHERE first BETWEEN ${from.getTime()} AND ${until.getTime() - days * dayMs} AND paid_at < first + ${days * dayMs}`)
  return row ?? { customers: 0, net: 0 }
}

export const lifetimeValue = define({
  name: "customers.lifetime_value",
  title: "Lifetime value",
  unit: "minor units",
  formula:
    "Net revenue of a customer's first 30, 90 and 365 days, divided by the customers who have been here for that long, times the share of net revenue that is left as gross margin. The figure is the longest of the three that anybody has reached.",
  sources: ["orders", "disputes", "ledger_days"],
  window: "first purchases in it",
  days: 730,
  async compute(ctx, window) {
    const own = (await booksOf(ctx, window)).get(ctx.brand.currency)
    const share = own && netOf(own) > 0 ? marginOf(own) / netOf(own) : null
    const reached = await Promise.all(spans.map(async (days) => ({ days, ...(await worth(ctx, window, days)) })))
    const each = reached.map((span) => ({
      ...span,
      value: share !== null && span.customers > 0 ? (span.net / span.customers) * share : null,
    }))
    const parts = each.map(({ days, customers, net, value }): MetricPart => ({ name: `${days} days`, values: { customers, net, value } }))
    const longest = each.findLast(({ value }) => value !== null)
    if (!longest || longest.value === null) return missing("Nobody has been a customer for 30 days yet.", 0, parts)
    return { value: longest.value, n: longest.customers, why: `Over the first ${longest.days} days of a customer.`, parts }
  },
})
