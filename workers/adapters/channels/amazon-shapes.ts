import { z } from "zod"

/** An issue that Amazon has with a listing; its own model is `Issue` of Listings Items 2021-08-01. */
export const Issue = z.object({
  code: z.string(),
  message: z.string(),
  severity: z.enum(["ERROR", "WARNING", "INFO"]),
  attributeNames: z.array(z.string()).default([]),
  categories: z.array(z.string()).default([]),
})
export type Issue = z.output<typeof Issue>

/** The answer to PUT, PATCH and DELETE. HTTP says 200 also when `status` is INVALID. */
export const Submission = z.object({
  sku: z.string(),
  status: z.enum(["ACCEPTED", "INVALID", "VALID"]),
  submissionId: z.string(),
  issues: z.array(Issue).default([]),
  identifiers: z.array(z.object({ marketplaceId: z.string().optional(), asin: z.string().optional() })).default([]),
})
export type Submission = z.output<typeof Submission>

const Money = z.object({ amount: z.string(), currencyCode: z.string() })
/** Attributes are lists of objects, by name; which objects is the product type's matter. */
export const Attributes = z.record(z.string(), z.array(z.record(z.string(), z.unknown())))
export type Attributes = z.output<typeof Attributes>

export const Item = z.object({
  sku: z.string(),
  summaries: z
    .array(
      z.object({
        marketplaceId: z.string(),
        asin: z.string().optional(),
        itemName: z.string().optional(),
        status: z.array(z.enum(["BUYABLE", "DISCOVERABLE"])),
      }),
    )
    .default([]),
  attributes: Attributes.default({}),
  issues: z.array(Issue).default([]),
  offers: z.array(z.object({ marketplaceId: z.string(), offerType: z.string(), price: Money })).default([]),
  fulfillmentAvailability: z.array(z.object({ fulfillmentChannelCode: z.string(), quantity: z.int().optional() })).default([]),
})
export type Item = z.output<typeof Item>

export const Restrictions = z.object({
  restrictions: z.array(
    z.object({
      marketplaceId: z.string(),
      reasons: z
        .array(
          z.object({
            message: z.string(),
            reasonCode: z.enum(["APPROVAL_REQUIRED", "ASIN_NOT_FOUND", "NOT_ELIGIBLE"]).optional(),
            links: z.array(z.object({ resource: z.string() })).default([]),
          }),
        )
        .default([]),
    }),
  ),
})
export type Restrictions = z.output<typeof Restrictions>

export const ProductType = z.object({
  schema: z.object({ link: z.object({ resource: z.string() }), checksum: z.string() }),
  productType: z.string(),
  displayName: z.string(),
})
export const ProductTypes = z.object({ productTypes: z.array(z.object({ name: z.string(), displayName: z.string() })) })

const Proceeds = z.object({ type: z.string(), subtotal: Money })
export const Orders = z.object({
  orders: z.array(
    z.object({
      orderId: z.string(),
      createdTime: z.string(),
      lastUpdatedTime: z.string(),
      proceeds: z.object({ grandTotal: Money.optional(), breakdowns: z.array(Proceeds).default([]) }).optional(),
      fulfillment: z.object({ fulfillmentStatus: z.string() }).optional(),
      orderItems: z.array(
        z.object({
          orderItemId: z.string(),
          quantityOrdered: z.int(),
          product: z.object({
            asin: z.string().optional(),
            title: z.string().optional(),
            sellerSku: z.string().optional(),
            price: z.object({ unitPrice: Money.optional() }).optional(),
          }),
          proceeds: z.object({ proceedsTotal: Money.optional(), breakdowns: z.array(Proceeds).default([]) }).optional(),
        }),
      ),
    }),
  ),
  pagination: z.object({ nextToken: z.string().optional() }).optional(),
})
export type AmazonOrder = z.output<typeof Orders>["orders"][number]
