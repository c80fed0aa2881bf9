import { sql } from "drizzle-orm"
import { z } from "zod"
import type { Ctx } from "#workers/context.ts"
import type { Sum } from "./rules.ts"

/** A part of `part` as large as `done` of `whole`, rounded half up: in SQL, and so a second opinion on what the books computed in code. */
const shareOf = (part: string, done: string, whole: string) => sql.raw(`(2 * ${part} * ${done} + ${whole}) / (2 * ${whole})`)

/**
 * The same money from the rows of orders, refunds, disputes, sales, campaigns and model calls, by currency. Reads them all: it runs at
 * night, and a sum over all time is the only one that a late correction cannot put in the wrong window.
 */
export async function ownSums(ctx: Ctx): Promise<Sum[]> {
  const answers = await Promise.all([
    ctx.db.all<Sum>(sql`
      SELECT 'goods' AS what, currency, sum(subtotal) AS amount FROM orders WHERE paid_at IS NOT NULL GROUP BY currency
      UNION ALL SELECT 'discounts', currency, sum(discount) FROM orders WHERE paid_at IS NOT NULL GROUP BY currency
      UNION ALL SELECT 'tax', currency, sum(tax) FROM orders WHERE paid_at IS NOT NULL GROUP BY currency
      UNION ALL SELECT 'disputes', currency, sum(amount) FROM disputes WHERE status = 'lost' GROUP BY currency
      UNION ALL SELECT 'advertising on ' || network, currency, sum(spent) FROM campaigns GROUP BY network, currency`),
    refundSums(ctx),
    saleSums(ctx),
    modelSum(ctx),
  ])
  return answers.flat()
}

/** What a refund gave back of the tax depends on the refunds before it, as they stood when it was recorded. */
async function refundSums(ctx: Ctx): Promise<Sum[]> {
  const until = (done: string) => shareOf("tax", `min(total, ${done})`, "total")
  const rows = await ctx.db.all<{ currency: string; net: number; tax: number }>(sql`
    SELECT currency, sum(amount - part) AS net, sum(part) AS tax FROM (
      SELECT currency, amount, CASE WHEN total > 0 THEN ${until("earlier + amount")} - ${until("earlier")} ELSE 0 END AS part FROM (
        SELECT r.currency, r.amount, o.tax, o.total, coalesce((SELECT sum(e.amount) FROM refunds e
          WHERE e.order_id = r.order_id AND e.id < r.id AND (e.status <> 'failed' OR e.updated_at > r.updated_at)), 0) AS earlier
        FROM refunds r JOIN orders o ON o.id = r.order_id WHERE r.status = 'issued'))
    GROUP BY currency`)
  return rows.flatMap(({ currency, net, tax }) => [
    { what: "refunds", currency, amount: net },
    { what: "tax", currency, amount: -tax },
  ])
}

/** Only a shop system leaves the buyer's tax to us; marketplaces pay it themselves. */
const ourTax = "channel = 'shopify'"

async function saleSums(ctx: Ctx): Promise<Sum[]> {
  const back = shareOf("tax", "refunded", "total")
  return ctx.db.all<Sum>(sql`
    WITH sold AS (SELECT channel, currency, total, tax, refunded, CASE WHEN total > 0 THEN ${back} ELSE 0 END AS tax_back
      FROM sales WHERE status IN ('paid','partly-refunded','refunded'))
    SELECT 'goods on ' || channel AS what, currency, sum(total - tax) AS amount FROM sold GROUP BY channel, currency
    UNION ALL SELECT 'refunds on ' || channel, currency, sum(refunded - tax_back) FROM sold GROUP BY channel, currency
    UNION ALL SELECT 'tax on ' || channel, currency, sum(tax - tax_back) FROM sold WHERE ${sql.raw(ourTax)} GROUP BY channel, currency
    UNION ALL SELECT 'fees of ' || channel, currency, sum(coalesce(fees, 0)) FROM sales WHERE status <> 'pending' GROUP BY channel, currency`)
}

const Booked = z.object({ day: z.iso.date() })
const microsPerCent = 10_000

/** Whole cents of the days that are booked; the rest below a cent is carried on there. */
async function modelSum(ctx: Ctx): Promise<Sum[]> {
  const [fact] = await ctx.db.all<{ value: string }>(sql`SELECT value FROM shop_facts WHERE name = 'model-costs'`)
  if (!fact) return []
  const { day } = Booked.parse(JSON.parse(fact.value))
  const end = Date.parse(`${day}T23:59:59.999Z`)
  const [row] = await ctx.db.all<{ micros: number | null }>(sql`SELECT sum(cost_micros) AS micros FROM model_calls WHERE at <= ${end}`)
  return [{ what: "models", currency: "USD", amount: Math.floor((row?.micros ?? 0) / microsPerCent) }]
}
