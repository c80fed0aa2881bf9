import type { DisputeStatus } from "#schemas/dispute.ts"
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

/** How a total came about, in minor units of its currency: `subtotal - discount + tax`. `discountId` is the provider's id of the promotion code. */
export type Bill = { subtotal: number; discount: number; tax: number; taxCountry: string | null; discountId: string | null }

type CheckoutFacts = {
  orderId: string | null
  paymentId: string | null
  total: Money | null
  /** Absent where the provider does not say. */
  bill?: Bill | null
  email: string | null
}

export type CheckoutState = CheckoutFacts & {
  id: string
  at: Date
  status: "open" | "complete" | "expired"
  paid: boolean
  url: string | null
}

export type RefundReason = "requested_by_customer" | "duplicate" | "fraudulent"
export type RefundRequest = { paymentId: string; amount?: Money; reason?: RefundReason; orderId?: string; idempotencyKey: string }
export type RefundStatus = "succeeded" | "pending" | "failed" | "canceled" | "requires_action"
export type Refund = { id: string; status: RefundStatus; amount: Money }
export type RefundFacts = Refund & { paymentId: string | null; at: Date }

/** A payment that the buyer's bank contests. */
export type DisputeFacts = {
  disputeId: string
  paymentId: string | null
  amount: Money
  reason: string
  status: DisputeStatus
  dueBy: Date | null
}

/** A promotion code: so many percent, or so much of one currency, off an order. */
export type DiscountRequest = {
  code: string
  off: { percent: number } | Money
  minimum?: Money
  maxRedemptions?: number
  firstOrderOnly?: boolean
  expiresAt?: Date
  idempotencyKey: string
}

/** What speaks for us in a dispute, by the provider's names of the fields; the values of file fields are ids of uploaded files. */
export type Evidence = Partial<Record<EvidenceText | EvidenceFile, string>>
export type EvidenceText =
  | "access_activity_log"
  | "customer_email_address"
  | "product_description"
  | "refund_policy_disclosure"
  | "cancellation_policy_disclosure"
  | "service_date"
  | "uncategorized_text"
export type EvidenceFile = "receipt" | "service_documentation" | "refund_policy" | "cancellation_policy" | "customer_communication"

/**
 * One movement of the provider's balance: `net = amount - fee`, negative when money leaves. `settles` is the money that a payment, refund
 * or dispute was about, in its own currency, which differs where the provider exchanged it.
 */
export type BalanceMove = {
  id: string
  at: Date
  type: string
  amount: number
  fee: number
  net: number
  currency: string
  sourceId: string | null
  settles: Money | null
}

/** What a provider told us, in our words. `id` is unique per event: claim it before acting, for events repeat and overtake each other. */
export type PaymentEvent = { id: string; at: Date } & (
  | ({ type: "paid" | "async_pending" | "async_failed" | "expired"; checkoutId: string } & CheckoutFacts)
  | { type: "refunded"; refundId: string; paymentId: string | null; amount: Money; status: RefundStatus }
  /** So much of the payment has gone back by now; the refunds behind it are asked for. */
  | { type: "refunds_changed"; paymentId: string | null; refunded: Money }
  | ({ type: "disputed"; funds: "withdrawn" | "reinstated" | null } & DisputeFacts)
  | {
      type: "attempt"
      outcome: "succeeded" | "failed" | "requires_action" | "canceled"
      paymentId: string
      orderId: string | null
      reason: string | null
    }
  | { type: "ignored"; name: string }
)

export type Payments = {
  name: string
  mode: "sandbox" | "live"
  createCheckout(request: CheckoutRequest): Promise<Checkout>
  retrieveCheckout(id: string): Promise<CheckoutState>
  refund(request: RefundRequest): Promise<Refund>
  /** What was paid with, in words for a receipt: `Visa ending in 4242`. Null while nothing was charged. */
  methodOf(paymentId: string): Promise<string | null>
  refundsOf(paymentId: string): Promise<RefundFacts[]>
  createDiscount(request: DiscountRequest): Promise<{ id: string; couponId: string }>
  /** The code can no longer be typed in; orders that used it keep their price. */
  endDiscount(id: string, idempotencyKey: string): Promise<void>
  /** Answers the file's id. */
  uploadEvidence(file: { name: string; type: string; bytes: Uint8Array; idempotencyKey: string }): Promise<string>
  /** Hands the evidence in, once and for all: the provider takes no second answer. */
  answerDispute(disputeId: string, evidence: Evidence, idempotencyKey: string): Promise<DisputeFacts>
  /** What happened since, newest first: what a webhook should have told. */
  since: {
    checkouts(from: Date): Promise<CheckoutState[]>
    refunds(from: Date): Promise<RefundFacts[]>
    disputes(from: Date): Promise<DisputeFacts[]>
    balance(from: Date): Promise<BalanceMove[]>
  }
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
