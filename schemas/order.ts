import { z } from "zod"
import { DisputeStatus } from "./dispute.ts"
import { GoodKind } from "./good.ts"
import { Money } from "./money.ts"

export const OrderStatus = z.enum(["pending", "processing", "paid", "refunded", "expired", "failed", "disputed"])
export type OrderStatus = z.infer<typeof OrderStatus>

export const Download = z.strictObject({
  assetId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  url: z.string().describe("signed, expires, bound to this order"),
  expiresAt: z.iso.datetime(),
})
export type Download = z.infer<typeof Download>

/** An order as its buyer sees it. */
export const OrderView = z.strictObject({
  id: z.string(),
  number: z.string().describe("short number for people: AX-000123"),
  status: OrderStatus,
  placedAt: z.iso.datetime(),
  paidAt: z.iso.datetime().nullable(),
  email: z.string().nullable().describe("masked unless the caller is staff"),
  lines: z.array(
    z.strictObject({
      productId: z.string(),
      slug: z.string(),
      title: z.string(),
      kind: GoodKind,
      price: Money,
      coverUrl: z.string(),
      downloads: z.array(Download).describe("empty until paid and after a refund"),
      reviewed: z.boolean(),
    }),
  ),
  subtotal: Money,
  discount: Money,
  tax: Money,
  total: Money,
  refunded: Money,
  discountCode: z.string().nullable().optional().describe("the promotion code that was typed in"),
  taxCountry: z.string().nullable().optional().describe("ISO 3166-1 alpha-2; whose tax it is"),
  dispute: z
    .strictObject({ status: DisputeStatus, amount: Money, dueBy: z.iso.datetime().nullable() })
    .nullable()
    .optional()
    .describe("the newest question of the buyer's bank about this payment"),
  refundableUntil: z.iso.datetime().nullable(),
  paymentUrl: z.string().nullable().describe("the hosted payment page while the order is pending"),
  receipt: z.strictObject({ seller: z.string(), paidWith: z.string().nullable(), reference: z.string().nullable() }),
})
export type OrderView = z.infer<typeof OrderView>
