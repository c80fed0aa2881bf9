import type { Money } from "#schemas/money.ts"

/** One thing on the bill: `amount` is the price of one piece, in minor units of `currency`. */
export type CheckoutLine = Money & { productId: string; name: string; description?: string; image?: string; quantity: number }

export type CheckoutRequest = {
  orderId: string
  lines: CheckoutLine[]
  email?: string
  /** May contain `{CHECKOUT_SESSION_ID}`, which the provider fills in. */
  successUrl: string
  cancelUrl: string
  idempotencyKey: string
  metadata?: Record<string, string>
  /** Between 30 minutes and 24 hours from now; the provider's default is 24 hours. */
  expiresAt?: Date
}

export type Checkout = { id: string; url: string; expiresAt: Date }

export type CheckoutState = {
  id: string
  orderId: string | null
  status: "open" | "complete" | "expired"
  paid: boolean
  paymentId: string | null
  total: Money | null
  email: string | null
  url: string | null
}

export type RefundReason = "requested_by_customer" | "duplicate" | "fraudulent"
export type RefundRequest = { paymentId: string; amount?: number; reason?: RefundReason; orderId?: string; idempotencyKey: string }
export type RefundStatus = "succeeded" | "pending" | "failed" | "canceled" | "requires_action"
export type Refund = { id: string; status: RefundStatus; amount: Money }

type CheckoutFacts = { checkoutId: string; orderId: string | null; paymentId: string | null; total: Money | null; email: string | null }

/** What a provider told us, in our words. `id` is unique per event: claim it before acting, for events repeat and overtake each other. */
export type PaymentEvent = { id: string; at: Date } & (
  | ({ type: "paid" | "async_pending" | "async_failed" | "expired" } & CheckoutFacts)
  | { type: "refunded"; refundId: string; paymentId: string | null; amount: Money; status: RefundStatus }
  | {
      type: "disputed"
      disputeId: string
      paymentId: string | null
      amount: Money
      reason: string
      outcome: "open" | "won" | "lost"
    }
  | { type: "ignored"; name: string }
)

export type Payments = {
  name: string
  mode: "sandbox" | "live"
  createCheckout(request: CheckoutRequest): Promise<Checkout>
  retrieveCheckout(id: string): Promise<CheckoutState>
  refund(request: RefundRequest): Promise<Refund>
  /** `rawBody` byte for byte as it came. Throws WebhookRefused when forged, stale or unreadable. */
  verifyWebhook(rawBody: string, signatureHeader: string | null): Promise<PaymentEvent>
}

/** The message was not signed by the provider with our secret, or too long ago. */
export class WebhookRefused extends Error {
  override name = "WebhookRefused"
}

/** The provider said no, or could not be reached. `field` is the provider's name of the wrong field. */
export class PaymentError extends Error {
  override name = "PaymentError"
  readonly code: string
  readonly retryable: boolean
  readonly field: string | undefined
  constructor(code: string, message: string, retryable: boolean, field?: string) {
    super(message)
    this.code = code
    this.retryable = retryable
    this.field = field
  }
}
