import { eq } from "drizzle-orm"
import { z } from "zod"
import { products } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"
import { measureProduct } from "./measure.ts"

export const measureAll = operation({
  name: "metric.measure_all",
  about: "Writes today's outcome of every product on sale.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ measured: z.int() }),
})(async (ctx) => {
  const live = await ctx.db.select({ id: products.id }).from(products).where(eq(products.live, true))
  for (const { id } of live) await measureProduct(ctx, { productId: id })
  return { measured: live.length }
})
