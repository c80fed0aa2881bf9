import { z } from "zod"
import { bool, email, int, metadata, text, url } from "./params.ts"

const Product = z.strictObject({
  name: text(),
  description: text().optional(),
  images: z.array(url()).max(8).default([]),
  metadata: metadata(),
  tax_code: text().optional(),
  unit_label: text(12).optional(),
})

const PriceData = z.strictObject({
  currency: z.string().regex(/^[a-z]{3}$/i),
  unit_amount: int().pipe(z.number().min(0).max(99_999_999)),
  product_data: Product,
  tax_behavior: z.enum(["exclusive", "inclusive", "unspecified"]).default("unspecified"),
})

/** What POST /v1/checkout/sessions understands here: a one-time sale on the hosted page, priced inline. */
export const SessionParams = z.strictObject({
  mode: z.literal("payment"),
  ui_mode: z.literal("hosted_page").default("hosted_page"),
  success_url: url(),
  cancel_url: url().optional(),
  client_reference_id: text(200).optional(),
  customer_email: email().optional(),
  allow_promotion_codes: bool().optional(),
  automatic_tax: z.strictObject({ enabled: bool() }).optional(),
  adaptive_pricing: z.strictObject({ enabled: bool() }).optional(),
  expires_at: int().optional(),
  after_expiration: z
    .strictObject({ recovery: z.strictObject({ enabled: bool(), allow_promotion_codes: bool().optional() }).optional() })
    .optional(),
  locale: text(10).optional(),
  metadata: metadata(),
  payment_intent_data: z.strictObject({ metadata: metadata(), description: text().optional() }).optional(),
  line_items: z
    .array(z.strictObject({ price_data: PriceData, quantity: int().pipe(z.number().min(1).max(999_999)), metadata: metadata() }))
    .min(1)
    .max(100),
  expand: z.array(text()).optional(),
})
export type SessionParams = z.output<typeof SessionParams>

/** Names that API 2026-10-28.endive has beside those: refused with another sentence than a name that nobody knows. */
export const unplayed = [
  ..."allowed_payment_method_types billing_address_collection branding_settings consent_collection".split(" "),
  ..."currency custom_fields custom_text customer customer_account customer_creation customer_update discounts".split(" "),
  ..."excluded_payment_method_types integration_identifier invoice_creation managed_payments name_collection optional_items".split(" "),
  ..."origin_context payment_method_collection payment_method_configuration payment_method_data payment_method_options".split(" "),
  ..."permissions phone_number_collection redirect_on_completion return_url saved_payment_method_options setup_intent_data".split(" "),
  ..."shipping_address_collection shipping_options submit_type subscription_data tax_id_collection wallet_options".split(" "),
]
