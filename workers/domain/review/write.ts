import { eq, sql } from "drizzle-orm"
import { z } from "zod"
import { Review } from "#schemas/product.ts"
import { products, reviews } from "#schemas/tables/index.ts"
import { screenPolicy } from "#seeds/policies/index.ts"
import { AppError, conflict, notFound } from "#workers/errors.ts"
import { mentions } from "#workers/lib/db.ts"
import { findProfanity } from "#workers/lib/safe/profanity/index.ts"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { operation } from "#workers/operation.ts"
import { screen } from "#workers/domain/brief/rules/screen.ts"
import { checkToken, loadOrder } from "#workers/domain/order/index.ts"

/** A review by somebody who bought the product: one an order and product. */
export const writeReview = operation({
  name: "review.write",
  about: "Adds a buyer's review to a product.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({
    orderId: z.string().max(60),
    token: z.string().max(100),
    productId: z.string().max(60),
    rating: z.coerce.number().int().min(1).max(5),
    text: z.string().trim().min(3, "Say a few words.").max(2000),
    author: z.string().trim().min(1, "Give a name to show.").max(60),
  }),
  output: Review,
})(async (ctx, { orderId, token, productId, rating, text, author }) => {
  await checkToken(ctx, orderId, token)
  const { order, lines } = await loadOrder(ctx, orderId)
  if (!lines.some((line) => line.productId === productId)) throw notFound("product in this order", productId)
  if (order.status !== "paid") throw conflict("Only a paid order can be reviewed.")
  for (const [field, value] of Object.entries({ text, author })) {
    if (findProfanity(value).length > 0) throw refused(field, "Please say it without crude words.")
    if (addressesModel(value)) throw refused(field, "Write for people who read the page, not for software.")
  }
  const verdict = screen({ text, author }, { ...screenPolicy, trademarks: { ...screenPolicy.trademarks, names: [] } })
  if (!verdict.allowed) throw refused(verdict.field, verdict.reason)
  const row = { id: ctx.id("review"), orderId, productId, rating, text, author, createdAt: ctx.now() }
  try {
    await ctx.commit({
      writes: [
        ctx.db.insert(reviews).values(row),
        ctx.db
          .update(products)
          .set({ ratingSum: sql`${products.ratingSum} + ${rating}`, ratingCount: sql`${products.ratingCount} + 1` })
          .where(eq(products.id, productId)),
      ],
      audit: { operation: "review.write", subject: productId, detail: { orderId, rating } },
    })
  } catch (error) {
    if (mentions(error, "UNIQUE")) throw conflict("This order has reviewed that product already.")
    throw error
  }
  return { id: row.id, rating, text, author, writtenAt: row.createdAt.toISOString() }
})

const refused = (field: string, message: string) =>
  new AppError("refused_by_policy", `${field}: ${message}`, { fields: [{ field, message }] })
