import { asc, eq, isNotNull, sql } from "drizzle-orm"
import { orderLines, orders, products, saleLines } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"

/** A good with what it was sold for, in cents, before refunds; `first`: it stood on the shelf when the market opened. */
export type Good = { title: string; first: boolean; live: boolean; price: number; sold: number; amount: number }

/** Every good of the shop in the order in which it came to be. */
export async function goodsOf(ctx: Ctx, opened: number): Promise<Good[]> {
  const [shelf, here, elsewhere] = await Promise.all([
    ctx.db.select().from(products).orderBy(asc(products.createdAt), asc(products.title)),
    ctx.db
      .select({ id: orderLines.productId, sold: sql<number>`count(*)`, amount: sql<number>`sum(${orderLines.amount})` })
      .from(orderLines)
      .innerJoin(orders, eq(orders.id, orderLines.orderId))
      .where(isNotNull(orders.paidAt))
      .groupBy(orderLines.productId),
    ctx.db
      .select({ id: saleLines.productId, sold: sql<number>`sum(${saleLines.quantity})`, amount: sql<number>`sum(${saleLines.amount})` })
      .from(saleLines)
      .groupBy(saleLines.productId),
  ])
  return shelf.map(({ id, title, createdAt, live, priceAmount }) => {
    const lines = [...here, ...elsewhere].filter((line) => line.id === id)
    const sum = (of: "sold" | "amount") => lines.reduce((total, line) => total + line[of], 0)
    return { title, first: createdAt.getTime() < opened, live, price: priceAmount ?? 0, sold: sum("sold"), amount: sum("amount") }
  })
}
