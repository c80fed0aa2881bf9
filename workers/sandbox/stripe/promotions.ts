import { z } from "zod"
import type Stripe from "stripe"
import { newId } from "./ids.ts"
import { bool, int, metadata, readParams, text } from "./params.ts"
import { invalid, noSuch } from "./refusal.ts"
import type { StripeStore } from "./store.ts"

const currency = () => z.string().regex(/^[a-z]{3}$/i)
const CouponParams = z.strictObject({
  id: text(200).optional(),
  name: text(40).optional(),
  duration: z.enum(["forever", "once", "repeating"]).default("once"),
  percent_off: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().gt(0).max(100))
    .optional(),
  amount_off: int().pipe(z.number().min(1)).optional(),
  currency: currency().optional(),
  max_redemptions: int().pipe(z.number().min(1)).optional(),
  redeem_by: int().optional(),
  metadata: metadata(),
})

/** POST /v1/coupons */
export function createCoupon(store: StripeStore, body: string): Stripe.Coupon {
  const params = readParams(CouponParams, body, ["applies_to", "currency_options", "duration_in_months", "expand"])
  if ((params.percent_off === undefined) === (params.amount_off === undefined))
    throw invalid("You must pass either percent_off or amount_off.", { code: "parameter_missing" })
  if (params.amount_off !== undefined && !params.currency) throw invalid("Missing required param: currency.", { param: "currency" })
  const coupon = {
    id: params.id ?? newId("", 8),
    object: "coupon" as const,
    amount_off: params.amount_off ?? null,
    created: store.seconds(),
    currency: params.currency?.toLowerCase() ?? null,
    duration: params.duration,
    duration_in_months: null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: params.metadata,
    name: params.name ?? null,
    percent_off: params.percent_off ?? null,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  }
  return store.coupons.put(coupon.id, coupon)
}

const CodeParams = z.strictObject({
  promotion: z.strictObject({ type: z.literal("coupon"), coupon: text() }),
  code: text(500)
    .regex(/^[a-zA-Z0-9-]+$/, "Promotion codes may only have letters, digits and dashes")
    .optional(),
  active: bool().optional(),
  expires_at: int().optional(),
  max_redemptions: int().pipe(z.number().min(1)).optional(),
  metadata: metadata(),
  restrictions: z
    .strictObject({
      first_time_transaction: bool().optional(),
      minimum_amount: int().optional(),
      minimum_amount_currency: currency().optional(),
    })
    .optional(),
})

/** POST /v1/promotion_codes: one active code of a spelling, upper or lower case. */
export function createPromotion(store: StripeStore, body: string): Stripe.PromotionCode {
  const params = readParams(CodeParams, body, ["customer", "customer_account", "expand"])
  if (!store.coupons.get(params.promotion.coupon)) throw noSuch("coupon", params.promotion.coupon, "promotion[coupon]")
  const code = params.code ?? newId("", 8).toUpperCase()
  if (store.promotions.all().some((one) => one.active && one.code.toUpperCase() === code.toUpperCase()))
    throw invalid("An active promotion code with `code: " + code + "` already exists.", { code: "resource_already_exists", param: "code" })
  const promotion = {
    id: newId("promo_1"),
    object: "promotion_code" as const,
    active: params.active ?? true,
    code,
    created: store.seconds(),
    customer: null,
    customer_account: null,
    expires_at: params.expires_at ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: params.metadata,
    promotion: { type: "coupon" as const, coupon: params.promotion.coupon },
    restrictions: {
      first_time_transaction: params.restrictions?.first_time_transaction ?? false,
      minimum_amount: params.restrictions?.minimum_amount ?? null,
      minimum_amount_currency: params.restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  }
  return store.promotions.put(promotion.id, promotion)
}

/** POST /v1/promotion_codes/{id}: turned on or off. */
export function updatePromotion(store: StripeStore, id: string, body: string): Stripe.PromotionCode {
  const known = store.promotions.get(id)
  if (!known) throw noSuch("promotion code", id)
  const { active, metadata: marks } = readParams(z.strictObject({ active: bool().optional(), metadata: metadata() }), body, [
    "restrictions",
  ])
  return store.promotions.put(id, { ...known, active: active ?? known.active, metadata: { ...known.metadata, ...marks } })
}
