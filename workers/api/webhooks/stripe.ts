import { PaymentError, WebhookRefused } from "#workers/adapters/payments/payments.ts"
import { inside } from "#workers/context.ts"
import { receivePayment } from "#workers/domain/payment/index.ts"
import { AppError } from "#workers/errors.ts"
import { createRouter } from "#workers/api/router.ts"

/** Stripe's events. What is not signed with our secret is refused before it is read; what fails is asked for again by a 5xx. */
export const stripeWebhook = createRouter()
stripeWebhook.post("/webhooks/stripe", async (c) => {
  const ctx = c.var.ctx.as(inside("webhook", "stripe"))
  try {
    const event = await ctx.payments.verifyWebhook(await c.req.text(), c.req.header("stripe-signature") ?? null)
    return c.json({ received: true, outcome: await receivePayment(ctx, event) })
  } catch (error) {
    if (error instanceof WebhookRefused) throw new AppError("malformed", error.message)
    if (error instanceof PaymentError) throw new AppError("upstream", error.message)
    throw error
  }
})
