import type Stripe from "stripe"
import { newId } from "./ids.ts"
import type { SessionParams } from "./session-params.ts"

export type Session = Stripe.Checkout.Session
type Made = { session: Session; lines: Stripe.LineItem[] }

/** A new open session and its line items, every field that Stripe's type has. Seconds, not milliseconds. */
export function makeSession(params: SessionParams, at: number, origin: string): Made {
  const id = newId("cs_test_", 58)
  const lines = params.line_items.map((line) => lineItem(line, at))
  const total = lines.reduce((sum, line) => sum + line.amount_total, 0)
  const session: Session = {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: recoveryOf(params),
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: automaticTax(params),
    billing_address_collection: null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: at,
    currency: lines[0]?.currency ?? "usd",
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: null,
    customer_account: null,
    customer_creation: "if_required",
    customer_details: null,
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: params.expires_at ?? at + 86_400,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: params.metadata,
    mode: "payment",
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card", "us_bank_account"],
    payment_status: total === 0 ? "no_payment_required" : "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    success_url: params.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${origin}/pay/${id}`,
    wallet_options: null,
  }
  return { session, lines }
}

function recoveryOf({ after_expiration: asked }: SessionParams): Session["after_expiration"] {
  if (!asked?.recovery) return null
  const { enabled, allow_promotion_codes = false } = asked.recovery
  return { recovery: { enabled, allow_promotion_codes, expires_at: null, url: null } }
}

function automaticTax({ automatic_tax }: SessionParams): Session["automatic_tax"] {
  const enabled = automatic_tax?.enabled ?? false
  return {
    enabled,
    liability: enabled ? { type: "self" } : null,
    provider: enabled ? "stripe" : null,
    status: enabled ? "requires_location_inputs" : null,
  }
}

function lineItem({ price_data, quantity, metadata }: SessionParams["line_items"][number], at: number): Stripe.LineItem {
  const currency = price_data.currency.toLowerCase()
  const amount = price_data.unit_amount * quantity
  const price: Stripe.Price = {
    id: newId("price_1"),
    object: "price",
    active: false,
    billing_scheme: "per_unit",
    created: at,
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: newId("prod_", 14),
    recurring: null,
    tax_behavior: price_data.tax_behavior,
    tiers_mode: null,
    transform_quantity: null,
    type: "one_time",
    unit_amount: price_data.unit_amount,
    unit_amount_decimal: null,
  }
  return {
    id: newId("li_1"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency,
    description: price_data.product_data.name,
    metadata,
    price,
    quantity,
  }
}
