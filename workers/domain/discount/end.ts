import { eq } from "drizzle-orm"
import { z } from "zod"
import { discounts } from "#schemas/tables/index.ts"
import { PaymentError } from "#workers/adapters/payments/payments.ts"
import { AppError, notFound } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { Discount, discountView } from "./list.ts"

export const endDiscount = operation({
  name: "discount.end",
  about: "Ends a promotion code: nobody can type it in any more.",
  scope: "write",
  approval: "person",
  decision: "coupon.issue",
  input: z.strictObject({ id: z.string().max(60) }),
  output: Discount,
})(async (ctx, { id }) => {
  const [row] = await ctx.db.select().from(discounts).where(eq(discounts.id, id))
  if (!row) throw notFound("promotion code", id)
  if (row.status === "ended") return discountView(row)
  try {
    if (row.remoteId) await ctx.payments.endDiscount(row.remoteId, `${id}:end`)
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error
    throw new AppError("upstream", `The code was not ended: ${error.message}`, { cause: error })
  }
  const set = { status: "ended" as const, updatedAt: ctx.now() }
  await ctx.commit({
    writes: [ctx.db.update(discounts).set(set).where(eq(discounts.id, id))],
    audit: { operation: "discount.end", subject: id, detail: { code: row.code } },
  })
  return discountView({ ...row, ...set })
})
