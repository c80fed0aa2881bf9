import { and, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { orders } from "#schemas/tables/index.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"

const from = { processing: ["pending"], failed: ["pending", "processing"], expired: ["pending"] } as const

/** Moves an order to a state that the payment provider reports; a report that comes too late changes nothing. */
export const settleOrder = operation({
  name: "order.settle",
  about: "Records what the payment provider says about an order that is not paid.",
  scope: "write",
  approval: "policy",
  input: z.strictObject({ orderId: z.string(), to: z.enum(["processing", "failed", "expired"]) }),
  output: z.strictObject({ changed: z.boolean() }),
})(async (ctx, { orderId, to }) => {
  try {
    await ctx.commit({
      transition: ctx.db
        .update(orders)
        .set({ status: to, updatedAt: ctx.now() })
        .where(and(eq(orders.id, orderId), inArray(orders.status, [...from[to]]))),
      audit: { operation: "order.settle", subject: orderId, detail: { to } },
    })
    return { changed: true }
  } catch (error) {
    if (error instanceof LostRace) return { changed: false }
    throw error
  }
})
