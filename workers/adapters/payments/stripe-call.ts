import Stripe from "stripe"
import { PaymentError, WebhookRefused } from "./payments.ts"

/** Pinned: a newer API is a decision, taken with the contract test in hand. */
export const stripeApiVersion = "2026-10-28.endive"

/** Stripe's own client on a fetch that is passed in, so that a test can watch or reroute it. */
export function connect(url: string, key: string, fetcher: typeof fetch): Stripe {
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

export async function verified(client: Stripe, body: string, header: string, secret: string): Promise<Stripe.Event> {
  try {
    return await client.webhooks.constructEventAsync(body, header, secret)
  } catch (error) {
    throw new WebhookRefused(error instanceof Error ? error.message : "The webhook could not be verified.")
  }
}

/** Stripe's refusals as ours: a code, a sentence, the field, and whether asking again can help. */
export async function told<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const status = error.statusCode ?? 0
    const retryable = status === 0 || status === 409 || status === 429 || status >= 500
    throw new PaymentError(error.code ?? error.type, error.message, retryable, error.param)
  }
}
