import { inside } from "#workers/context.ts"
import { receiveMailEvent } from "#workers/domain/mail/index.ts"
import { AppError } from "#workers/errors.ts"
import { refuseWebhook } from "#workers/lib/standard-webhooks.ts"
import { createRouter } from "#workers/api/router.ts"

/** Resend's events, signed as Standard Webhooks by Svix, under either name of the headers. What is not signed is refused before it is read. */
export const resendWebhook = createRouter()
resendWebhook.post("/webhooks/resend", async (c) => {
  const ctx = c.var.ctx.as(inside("webhook", "resend"))
  const secret = ctx.settings.RESEND_WEBHOOK_SECRET
  if (!secret) throw new AppError("unavailable", "Set RESEND_WEBHOOK_SECRET to take in what Resend tells.")
  const header = (name: string) => c.req.header(`svix-${name}`) ?? c.req.header(`webhook-${name}`) ?? null
  const message = { id: header("id"), timestamp: header("timestamp"), signature: header("signature"), body: await c.req.text() }
  const wrong = await refuseWebhook(secret, message, ctx.now())
  if (wrong) throw new AppError("malformed", wrong)
  return c.json({ received: true, outcome: await receiveMailEvent(ctx, message.id ?? "", message.body) })
})
