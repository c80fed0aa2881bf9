import type Stripe from "stripe"
import type { CheckoutRequest } from "./payments.ts"

/** A checkout as Stripe's Session.create wants it. Payment methods are left to the account's own settings. */
export function checkoutParams(request: CheckoutRequest, options: { automaticTax: boolean }): Stripe.Checkout.SessionCreateParams {
  const metadata = { ...request.metadata, order_id: request.orderId }
  return {
    mode: "payment",
    ui_mode: "hosted_page",
    client_reference_id: request.orderId,
    customer_email: request.email,
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
    allow_promotion_codes: true,
    automatic_tax: { enabled: options.automaticTax },
    expires_at: request.expiresAt && Math.floor(request.expiresAt.getTime() / 1000),
    metadata,
    // Charges and disputes show the payment's metadata, not the session's.
    payment_intent_data: { metadata },
    line_items: request.lines.map((line) => ({
      quantity: line.quantity,
      price_data: {
        currency: line.currency.toLowerCase(),
        unit_amount: line.amount,
        product_data: {
          name: line.name,
          // Stripe refuses an empty string here.
          description: line.description || undefined,
          images: line.image ? [line.image] : undefined,
          metadata: { product_id: line.productId },
          // "General - Electronically Supplied Services" in Stripe's list of tax codes.
          tax_code: options.automaticTax ? "txcd_10000000" : undefined,
        },
      },
    })),
  }
}
