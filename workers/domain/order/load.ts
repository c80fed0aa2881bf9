import { asc, eq } from "drizzle-orm"
import { entitlements, orderLines, orders } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"

export type OrderRow = typeof orders.$inferSelect

export async function loadOrder(ctx: Ctx, id: string) {
  const [[order], lines, rights] = await ctx.db.batch([
    ctx.db.select().from(orders).where(eq(orders.id, id)),
    ctx.db.select().from(orderLines).where(eq(orderLines.orderId, id)).orderBy(asc(orderLines.position)),
    ctx.db.select().from(entitlements).where(eq(entitlements.orderId, id)),
  ])
  if (!order) throw notFound("order", id)
  return { order, lines, rights }
}

export const orderNumber = (number: number) => `AX-${String(number).padStart(6, "0")}`
