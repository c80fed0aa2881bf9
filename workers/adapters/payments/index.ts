import { stripe, stripeEnv } from "./stripe.ts"

export type {
  BalanceMove,
  Bill,
  Checkout,
  CheckoutLine,
  CheckoutRequest,
  CheckoutState,
  DisputeFacts,
  Evidence,
  PaymentEvent,
  Payments,
  Refund,
  RefundFacts,
  RefundRequest,
} from "./payments.ts"
export { PaymentError, WebhookRefused } from "./payments.ts"

/** Every way to take money, by name; the first is the default. */
export const payments = { stripe: { env: stripeEnv, open: stripe } } satisfies Record<string, { env: unknown; open: unknown }>
export const paymentsEnv = stripeEnv
