import { and, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { carts, orderLines, orders, products } from "#schemas/tables/index.ts"
import { PaymentError } from "#workers/adapters/payments/payments.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, conflict } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { armsOfOrder } from "#workers/domain/assignment/index.ts"
import { cartView } from "#workers/domain/cart/index.ts"
import { orderUrl } from "./token.ts"

/** A payment page stays open this long; then the order expires. Stripe allows 30 minutes to 24 hours. */
const openForMs = 24 * 3_600_000 - 60_000

/**
 * Turns a cart into an order and opens the payment page. The order is written before the provider is called, its id is
 * the provider's idempotency key, and the answer is recorded afterwards: a lost answer never makes a second page.
 */
export const placeOrder = operation({
  name: "order.place",
  about: "Places an order for a cart and opens the payment page.",
  scope: "shop",
  approval: "none",
  input: z.strictObject({
    cartId: z.string().max(60),
    email: z.email().max(254).optional(),
    remind: z.boolean().default(false).describe("the shopper asked for one reminder by e-mail if the order is not finished"),
  }),
  output: z.strictObject({ orderId: z.string(), url: z.string() }),
})(async (ctx, { cartId, email, remind }) => {
  const cart = await cartView(ctx, cartId)
  if (cart.lines.length === 0) throw conflict("The cart is empty, so there is nothing to pay.")
  const id = await record(ctx, cartId, cart, { email, remind })
  const opened = await openPayment(ctx, id, cart, email)
  await ctx.commit({
    writes: [ctx.db.update(orders).set({ checkoutId: opened.id, checkoutUrl: opened.url, updatedAt: ctx.now() }).where(eq(orders.id, id))],
    audit: { operation: "order.checkout", subject: id, detail: { checkoutId: opened.id } },
  })
  return { orderId: id, url: opened.url }
})

type FilledCart = Awaited<ReturnType<typeof cartView>>

async function record(ctx: Ctx, cartId: string, cart: FilledCart, asked: { email: string | undefined; remind: boolean }): Promise<string> {
  const { email, remind } = asked
  const id = ctx.id("order")
  const now = ctx.now()
  const [open] = await ctx.db.select().from(carts).where(eq(carts.id, cartId))
  const { amount, currency } = cart.total
  const arms = await armsOfOrder(
    ctx,
    open?.visitor ?? null,
    cart.lines.map(({ productId }) => productId),
  )
  await ctx.commit({
    writes: [
      ctx.db.insert(orders).values({
        id,
        number: sql`(SELECT coalesce(max(number), 1000) + 1 FROM orders)`,
        cartId,
        status: "pending",
        email: email ?? null,
        currency,
        subtotal: amount,
        total: amount,
        utm: open?.utm ?? {},
        arms,
        placedAt: now,
        updatedAt: now,
      }),
      ...cart.lines.map((line, position) =>
        ctx.db.insert(orderLines).values({
          orderId: id,
          productId: line.productId,
          draftId: sql`(SELECT json_extract(${products.draft}, '$.draftId') FROM ${products} WHERE ${products.id} = ${line.productId})`,
          title: line.title,
          amount: line.price.amount,
          position,
        }),
      ),
      ctx.db
        .update(carts)
        .set({ email: email ?? null, remindAskedAt: email && remind ? now : null, updatedAt: now })
        .where(and(eq(carts.id, cartId), eq(carts.status, "open"))),
    ],
    audit: { operation: "order.place", subject: id, detail: { cartId, total: cart.total, lines: cart.lines.length } },
  })
  return id
}

async function openPayment(ctx: Ctx, orderId: string, cart: FilledCart, email: string | undefined) {
  try {
    return await ctx.payments.createCheckout({
      orderId,
      email,
      lines: cart.lines.map((line) => ({
        ...line.price,
        productId: line.productId,
        name: line.title,
        image: `${ctx.settings.PUBLIC_URL}${line.cover.url}`,
        quantity: 1,
      })),
      successUrl: await orderUrl(ctx, orderId),
      cancelUrl: `${ctx.settings.PUBLIC_URL}/cart`,
      idempotencyKey: orderId,
      expiresAt: new Date(ctx.now().getTime() + openForMs),
    })
  } catch (error) {
    await ctx.db.update(orders).set({ status: "failed", updatedAt: ctx.now() }).where(eq(orders.id, orderId))
    const reason = error instanceof PaymentError ? error.message : "it could not be reached"
    throw new AppError("upstream", `The payment page could not be opened: ${reason} Nothing was charged; please try again.`, {
      cause: error,
    })
  }
}
