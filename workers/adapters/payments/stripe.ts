import { z } from "zod"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { PaymentError, WebhookRefused, type Payments } from "./payments.ts"
import { toStripe } from "./stripe-amounts.ts"
import { stripeBooks } from "./stripe-books.ts"
import { connect, told, verified } from "./stripe-call.ts"
import { paymentEvent } from "./stripe-events.ts"
import { methodName } from "./stripe-method.ts"
import { checkoutState, disputeFacts, refundFacts } from "./stripe-objects.ts"
import { checkoutParams, couponParams, promotionParams, type CheckoutOptions } from "./stripe-params.ts"

export const stripeEnv = z.object({
  STRIPE_SECRET_KEY: z.string().min(8).optional().describe("turns on real payments; without it the sandbox's key is used"),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith("whsec_").optional().describe("signing secret of the webhook endpoint"),
  STRIPE_BASE_URL: z.url().optional().describe("default: Stripe with a key, else the sandbox"),
  STRIPE_AUTOMATIC_TAX: z.enum(["on", "off"]).default("off").describe("let Stripe Tax work out the tax"),
  STRIPE_ADAPTIVE_PRICING: z.enum(["on", "off"]).default("on").describe("let buyers pay in the currency of their country"),
})
export type StripeConfig = z.infer<typeof stripeEnv> & SandboxConfig

/** The sandbox's own, known to everyone: they open nothing that is real. */
export const sandboxStripe = { key: "sk_test_autonomax_sandbox", webhookSecret: "whsec_autonomax_sandbox" }

/** Stripe Checkout through Stripe's own SDK. The fetch is passed in, so that a test can watch or reroute it. */
export function stripe(config: StripeConfig, fetcher: typeof fetch): Payments {
  const at = endpoint({
    sandbox: config.SANDBOX_URL,
    live: "https://api.stripe.com",
    url: config.STRIPE_BASE_URL,
    secret: config.STRIPE_SECRET_KEY,
    sandboxSecret: sandboxStripe.key,
  })
  const secret = config.STRIPE_WEBHOOK_SECRET ?? (at.mode === "sandbox" ? sandboxStripe.webhookSecret : null)
  // Its SDK is made by who first needs it: most calls of the shop are about no money.
  let made: Stripe | undefined
  const client: Client = () => (made ??= connect(at.url, at.secret, fetcher))
  return {
    name: "stripe",
    // A test key at Stripe moves no money either, so it is no more "live" than our own stand-in.
    mode: at.mode === "live" && !at.secret.includes("_test_") ? "live" : "sandbox",
    ...checkouts(client, { automaticTax: config.STRIPE_AUTOMATIC_TAX === "on", adaptivePricing: config.STRIPE_ADAPTIVE_PRICING === "on" }),
    ...refunds(client),
    ...discounts(client),
    ...disputes(client),
    since: stripeBooks(client),
    async verifyWebhook(rawBody, signatureHeader) {
      if (!secret) throw new WebhookRefused("STRIPE_WEBHOOK_SECRET is not set, so no webhook can be trusted.")
      if (!signatureHeader) throw new WebhookRefused("The Stripe-Signature header is missing.")
      return paymentEvent(await verified(client(), rawBody, signatureHeader, secret))
    },
  }
}

type Stripe = ReturnType<typeof connect>
type Client = () => Stripe

const checkouts = (client: Client, options: CheckoutOptions): Pick<Payments, "createCheckout" | "retrieveCheckout" | "methodOf"> => ({
  async createCheckout(request) {
    const params = checkoutParams(request, options)
    const session = await told(client().checkout.sessions.create(params, { idempotencyKey: request.idempotencyKey }))
    if (!session.url) throw new PaymentError("no_url", "The provider opened a checkout without a page to pay on.", false)
    return { id: session.id, url: session.url, expiresAt: new Date(session.expires_at * 1000) }
  },
  retrieveCheckout: async (id) => checkoutState(await told(client().checkout.sessions.retrieve(id))),
  async methodOf(paymentId) {
    const intent = await told(client().paymentIntents.retrieve(paymentId, { expand: ["latest_charge"] }))
    return methodName(typeof intent.latest_charge === "object" ? intent.latest_charge : null)
  },
})

const refunds = (client: Client): Pick<Payments, "refund" | "refundsOf"> => ({
  async refund({ paymentId, amount, reason, orderId, idempotencyKey }) {
    const metadata = orderId ? { order_id: orderId } : undefined
    const params = { payment_intent: paymentId, amount: amount && toStripe(amount), reason, metadata }
    const refund = refundFacts(await told(client().refunds.create(params, { idempotencyKey })))
    return { id: refund.id, status: refund.status, amount: refund.amount }
  },
  refundsOf: async (paymentId) => (await told(client().refunds.list({ payment_intent: paymentId, limit: 100 }))).data.map(refundFacts),
})

const discounts = (client: Client): Pick<Payments, "createDiscount" | "endDiscount"> => ({
  async createDiscount(request) {
    const key = request.idempotencyKey
    const coupon = await told(client().coupons.create(couponParams(request), { idempotencyKey: `${key}:coupon` }))
    const made = await told(client().promotionCodes.create(promotionParams(request, coupon.id), { idempotencyKey: `${key}:code` }))
    return { id: made.id, couponId: coupon.id }
  },
  async endDiscount(id, idempotencyKey) {
    await told(client().promotionCodes.update(id, { active: false }, { idempotencyKey }))
  },
})

const disputes = (client: Client): Pick<Payments, "uploadEvidence" | "answerDispute"> => ({
  async uploadEvidence({ name, type, bytes, idempotencyKey }) {
    const file = { name, type, data: bytes }
    return (await told(client().files.create({ purpose: "dispute_evidence", file }, { idempotencyKey }))).id
  },
  answerDispute: async (disputeId, evidence, idempotencyKey) =>
    disputeFacts(await told(client().disputes.update(disputeId, { evidence, submit: true }, { idempotencyKey }))),
})
