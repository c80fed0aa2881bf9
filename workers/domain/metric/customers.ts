import { and, eq, isNotNull, isNull, sql } from "drizzle-orm"
import { orders, shopFacts } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { randomToken, sign } from "#workers/lib/hash.ts"

const atOnce = 500
/** Not the secret that signs links: that one may be changed, and then nobody would be a repeat customer any more. */
const factName = "customer-key"

/** Gives paid orders their customer: the same address, the same hash, and no way back to the address. Answers how many were new. */
export async function tellCustomersApart(ctx: Ctx): Promise<number> {
  let told = 0
  for (;;) {
    const rows = await ctx.db
      .select({ id: orders.id, email: orders.email })
      .from(orders)
      .where(and(isNull(orders.customer), isNotNull(orders.email), isNotNull(orders.paidAt)))
      .limit(atOnce)
    if (rows.length === 0) return told
    const key = await keyOf(ctx)
    const named = await Promise.all(rows.map(async ({ id, email }) => ({ id, customer: await customerOf(key, email ?? "") })))
    const from = sql`(SELECT json_extract(value, '$.id') AS id, json_extract(value, '$.customer') AS hash FROM json_each(${JSON.stringify(named)})) AS named`
    await ctx.commit({
      writes: [
        ctx.db
          .update(orders)
          .set({ customer: sql`named.hash` })
          .from(from)
          .where(sql`${orders.id} = named.id`),
      ],
      audit: { operation: "metric.customers", subject: "orders", detail: { orders: rows.length } },
    })
    told += rows.length
  }
}

const customerOf = async (key: string, email: string) => (await sign(key, email.trim().toLowerCase())).slice(0, 24)

async function keyOf(ctx: Ctx): Promise<string> {
  await ctx.db.insert(shopFacts).values({ name: factName, value: randomToken() }).onConflictDoNothing()
  const [row] = await ctx.db.select().from(shopFacts).where(eq(shopFacts.name, factName))
  if (!row) throw new Error("The key for customers could not be kept.")
  return row.value
}
