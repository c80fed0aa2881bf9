import { attempt, textOf } from "#site/src/features/form/failure.ts"

/** Sends the review form of one good of an order. */
export function writeReview(shop: App.Locals["shop"], order: { orderId: string; token: string }, form: FormData) {
  return attempt(() =>
    shop.review.write({
      ...order,
      productId: textOf(form, "productId"),
      rating: Number(textOf(form, "rating")),
      text: textOf(form, "text"),
      author: textOf(form, "author"),
    }),
  )
}
