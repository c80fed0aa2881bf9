import type Stripe from "stripe"
import type { CheckoutRequest, DiscountRequest } from "./payments.ts"
import { toStripe } from "./stripe-amounts.ts"

export type CheckoutOptions = { automaticTax: boolean; adaptivePricing: boolean }

/** A checkout as Stripe's Session.create wants it. Payment methods are left to the account's own settings. */
export function checkoutParams(request: CheckoutRequest, options: CheckoutOptions): Stripe.Checkout.SessionCreateParams {
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
    // The shop is paid in its own currency; Stripe converts, and the buyer sees the rate.
    adaptive_pricing: { enabled: options.adaptivePricing },
    // A page that expired can be opened again from Stripe's reminder, with the same goods and code.
    after_expiration: { recovery: { enabled: true, allow_promotion_codes: true } },
    expires_at: request.expiresAt && Math.floor(request.expiresAt.getTime() / 1000),
    metadata,
    // Charges and disputes show the payment's metadata, not the session's.
    payment_intent_data: { metadata },
    line_items: request.lines.map((line) => ({
      quantity: line.quantity,
      price_data: {
        currency: line.currency.toLowerCase(),
        unit_amount: toStripe(line),
        // Prices are shown without tax; so the parts of the bill add up.
        tax_behavior: options.automaticTax ? "exclusive" : undefined,
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

/** A coupon has the reduction, a promotion code the word that buyers type in. */
export function couponParams({ code, off }: DiscountRequest): Stripe.CouponCreateParams {
  const reduction = "percent" in off ? { percent_off: off.percent } : { amount_off: toStripe(off), currency: off.currency.toLowerCase() }
  return { name: code.slice(0, 40), duration: "once", ...reduction }
}

export function promotionParams(request: DiscountRequest, couponId: string): Stripe.PromotionCodeCreateParams {
  const { code, minimum, maxRedemptions, firstOrderOnly, expiresAt } = request
  const least = minimum && { minimum_amount: toStripe(minimum), minimum_amount_currency: minimum.currency.toLowerCase() }
  return {
    code,
    promotion: { type: "coupon", coupon: couponId },
    max_redemptions: maxRedemptions,
    expires_at: expiresAt && Math.floor(expiresAt.getTime() / 1000),
    restrictions: least || firstOrderOnly ? { ...least, first_time_transaction: firstOrderOnly } : undefined,
  }
}
