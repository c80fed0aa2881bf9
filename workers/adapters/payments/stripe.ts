import Stripe from "stripe"
import { z } from "zod"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { checkoutParams } from "./stripe-params.ts"
import { paymentEvent, refundStatus } from "./stripe-events.ts"
import { PaymentError, WebhookRefused, type CheckoutState, type Payments } from "./payments.ts"

/** Pinned: a newer API is a decision, taken with the contract test in hand. */
export const stripeApiVersion = "2026-10-28.endive"

export const stripeEnv = z.object({
  STRIPE_SECRET_KEY: z.string().min(8).optional().describe("turns on real payments; without it the sandbox's key is used"),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith("whsec_").optional().describe("signing secret of the webhook endpoint"),
  STRIPE_BASE_URL: z.url().optional().describe("default: Stripe with a key, else the sandbox"),
  STRIPE_AUTOMATIC_TAX: z.enum(["on", "off"]).default("off").describe("let Stripe Tax work out the tax"),
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
  const client = connect(at.url, at.secret, fetcher)
  return {
    name: "stripe",
    // A test key at Stripe moves no money either, so it is no more "live" than our own stand-in.
    mode: at.mode === "live" && !at.secret.includes("_test_") ? "live" : "sandbox",
    async createCheckout(request) {
      const params = checkoutParams(request, { automaticTax: config.STRIPE_AUTOMATIC_TAX === "on" })
      const session = await told(client.checkout.sessions.create(params, { idempotencyKey: request.idempotencyKey }))
      if (!session.url) throw new PaymentError("no_url", "The provider opened a checkout without a page to pay on.", false)
      return { id: session.id, url: session.url, expiresAt: new Date(session.expires_at * 1000) }
    },
    async retrieveCheckout(id) {
      const session = await told(client.checkout.sessions.retrieve(id))
      const facts = paymentEvent.checkout(session)
      const paid = session.payment_status !== "unpaid"
      const status: CheckoutState["status"] = session.status === "complete" ? "complete" : session.status === "expired" ? "expired" : "open"
      return { id, status, paid, url: session.url, ...facts }
    },
    async refund({ paymentId, amount, reason, orderId, idempotencyKey }) {
      const metadata = orderId ? { order_id: orderId } : undefined
      const refund = await told(client.refunds.create({ payment_intent: paymentId, amount, reason, metadata }, { idempotencyKey }))
      return { id: refund.id, status: refundStatus(refund.status), amount: paymentEvent.money(refund.amount, refund.currency) }
    },
    async verifyWebhook(rawBody, signatureHeader) {
      if (!secret) throw new WebhookRefused("STRIPE_WEBHOOK_SECRET is not set, so no webhook can be trusted.")
      if (!signatureHeader) throw new WebhookRefused("The Stripe-Signature header is missing.")
      return paymentEvent.from(await verified(client, rawBody, signatureHeader, secret))
    },
  }
}

function connect(url: string, key: string, fetcher: typeof fetch): Stripe {
  const { protocol, hostname, port } = new URL(url)
  return new Stripe(key, {
    apiVersion: stripeApiVersion,
    httpClient: Stripe.createFetchHttpClient(fetcher),
    protocol: protocol === "http:" ? "http" : "https",
    host: hostname,
    port: port || (protocol === "http:" ? 80 : 443),
    telemetry: false,
    timeout: 20_000,
    maxNetworkRetries: 2,
    appInfo: { name: "autonomax" },
  })
}

async function verified(client: Stripe, body: string, header: string, secret: string): Promise<Stripe.Event> {
  try {
    return await client.webhooks.constructEventAsync(body, header, secret)
  } catch (error) {
    throw new WebhookRefused(error instanceof Error ? error.message : "The webhook could not be verified.")
  }
}

async function told<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const status = error.statusCode ?? 0
    const retryable = status === 0 || status === 409 || status === 429 || status >= 500
    throw new PaymentError(error.code ?? error.type, error.message, retryable, error.param)
  }
}
