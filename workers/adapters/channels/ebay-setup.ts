import { z } from "zod"
import { ChannelError } from "./channel.ts"
import type { EbayAsk } from "./ebay-client.ts"
import type { EbayTerms } from "./ebay-compile.ts"

/** What the settings say about the account; an id that is null is looked up. */
export type EbayChosen = {
  marketplaceId: string
  categoryId: string
  locationKey: string
  postalCode: string | null
  country: string
  policies: { fulfillment: string | null; payment: string | null; return: string | null }
}

const inventory = "/sell/inventory/v1"
const account = "/sell/account/v1"

const Service = z.object({ freeShipping: z.boolean().optional(), shippingCost: z.object({ value: z.string() }).optional() })
const Fulfillment = z.object({
  fulfillmentPolicyId: z.string(),
  shippingOptions: z.array(z.object({ shippingServices: z.array(Service).optional() })).optional(),
})
const Lists = {
  fulfillment: z.object({ fulfillmentPolicies: z.array(Fulfillment).default([]) }),
  payment: z.object({ paymentPolicies: z.array(z.object({ paymentPolicyId: z.string() })).default([]) }),
  return: z.object({ returnPolicies: z.array(z.object({ returnPolicyId: z.string() })).default([]) }),
}

/** Location and policies, made or looked up; everything that is missing is named in one error, before anything of a listing is written. */
export async function ebayTerms(ask: EbayAsk, chosen: EbayChosen): Promise<EbayTerms> {
  const { marketplaceId, categoryId, locationKey } = chosen
  const missing = (await ensureLocation(ask, chosen)) ?? []
  const { fulfillment, payment, back } = await policies(ask, chosen)
  const lacks = (field: string, says: string) => missing.push({ field, says })
  if (!fulfillment)
    lacks(
      "EBAY_FULFILLMENT_POLICY_ID",
      `a fulfilment policy of ${marketplaceId} that costs the buyer no shipping: a download is not shipped`,
    )
  if (!payment) lacks("EBAY_PAYMENT_POLICY_ID", `a payment policy of ${marketplaceId}`)
  if (!back) lacks("EBAY_RETURN_POLICY_ID", `a return policy of ${marketplaceId}`)
  if (missing.length || !fulfillment || !payment || !back)
    throw new ChannelError("ebay", `The eBay account lacks ${missing.map(({ says }) => says).join("; ")}.`, { field: missing[0]?.field })
  const listingPolicies = { fulfillmentPolicyId: fulfillment, paymentPolicyId: payment, returnPolicyId: back }
  return { marketplaceId, categoryId, merchantLocationKey: locationKey, listingPolicies }
}

type Missing = { field: string; says: string }[]

/** Every offer needs a place, even one for downloads: a warehouse of postal code and country is the least that eBay takes. */
async function ensureLocation(ask: EbayAsk, { locationKey, postalCode, country }: EbayChosen): Promise<Missing | undefined> {
  const path = `${inventory}/location/${encodeURIComponent(locationKey)}`
  try {
    await ask({ method: "GET", path }, z.unknown())
  } catch (error) {
    if (!(error instanceof ChannelError) || (error.status !== 404 && !isCode(error, 25805))) throw error
    if (!postalCode)
      return [{ field: "EBAY_POSTAL_CODE", says: `the inventory location "${locationKey}", and no postal code is set to make it` }]
    const json = {
      name: "Digital goods",
      location: { address: { postalCode, country } },
      locationTypes: ["WAREHOUSE"],
      merchantLocationStatus: "ENABLED",
    }
    await ask({ method: "POST", path, json }, z.unknown()).catch((refusal: unknown) => {
      // Somebody made it in between, or the first answer was lost.
      if (!isCode(refusal, 25803)) throw refusal
    })
  }
}

/** Whether eBay's list of faults has this number. */
export function isCode(error: unknown, ...codes: number[]): boolean {
  const faults = error instanceof ChannelError && Array.isArray(error.cause) ? error.cause : []
  return faults.some((fault: { errorId?: unknown }) => codes.some((code) => fault.errorId === code))
}

async function policies(ask: EbayAsk, { marketplaceId, policies: set }: EbayChosen) {
  const list = <T extends z.ZodType>(kind: string, shape: T) =>
    ask({ method: "GET", path: `${account}/${kind}_policy?marketplace_id=${marketplaceId}` }, shape)
  // A set id is used as it is: eBay says itself whether it fits.
  return {
    fulfillment: set.fulfillment ?? free((await list("fulfillment", Lists.fulfillment)).fulfillmentPolicies)?.fulfillmentPolicyId,
    payment: set.payment ?? (await list("payment", Lists.payment)).paymentPolicies[0]?.paymentPolicyId,
    back: set.return ?? (await list("return", Lists.return)).returnPolicies[0]?.returnPolicyId,
  }
}

const free = (all: z.output<typeof Fulfillment>[]) =>
  all.find(({ shippingOptions = [] }) =>
    shippingOptions.every(({ shippingServices = [] }) =>
      shippingServices.every(({ freeShipping, shippingCost }) => freeShipping === true || Number(shippingCost?.value ?? 1) === 0),
    ),
  )
