import { z } from "zod"

const Aspects = z.record(z.string(), z.array(z.string()))

/** An inventory item. What the shop does not write (weight, videos, codes) is kept as it came, for a PUT replaces everything. */
export const EbayItem = z.looseObject({
  condition: z.string().optional(),
  availability: z.looseObject({ shipToLocationAvailability: z.looseObject({ quantity: z.int().optional() }).optional() }).optional(),
  product: z
    .looseObject({
      title: z.string().optional(),
      description: z.string().optional(),
      aspects: Aspects.optional(),
      imageUrls: z.array(z.string()).optional(),
    })
    .optional(),
})
export type EbayItem = z.output<typeof EbayItem>

const Policies = z.looseObject({
  fulfillmentPolicyId: z.string().optional(),
  paymentPolicyId: z.string().optional(),
  returnPolicyId: z.string().optional(),
})

const offer = {
  sku: z.string().optional(),
  marketplaceId: z.string().optional(),
  format: z.string().optional(),
  categoryId: z.string().optional(),
  listingDescription: z.string().optional(),
  listingDuration: z.string().optional(),
  listingPolicies: Policies.optional(),
  merchantLocationKey: z.string().optional(),
  pricingSummary: z.looseObject({ price: z.object({ value: z.string(), currency: z.string() }).optional() }).optional(),
}
/** An offer as it is sent. */
export const EbayOffer = z.looseObject(offer)
export type EbayOffer = z.output<typeof EbayOffer>

/** An offer as eBay tells it. */
export const EbayToldOffer = z.looseObject({
  ...offer,
  offerId: z.string(),
  status: z.string(),
  listing: z.object({ listingId: z.string(), listingStatus: z.string().optional(), listingOnHold: z.boolean().optional() }).optional(),
})
export type EbayToldOffer = z.output<typeof EbayToldOffer>

export const EbayOffers = z.object({ offers: z.array(EbayToldOffer).default([]) })
