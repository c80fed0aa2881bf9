import { z } from "zod"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { ChannelError } from "./channel.ts"
import { call, retryAfter, worthRetrying } from "./request.ts"

const Named = z.object({ name: z.string(), in: z.string().optional(), required: z.boolean().optional() })
const Body = z.object({
  content: z.record(z.string(), z.object({ schema: z.object({ $ref: z.string().optional() }).optional() })).optional(),
})
const Operation = z.object({
  parameters: z.array(Named).optional(),
  requestBody: Body.optional(),
  responses: z.record(z.string(), Body),
})
const Property = z.object({
  type: z.string().optional(),
  $ref: z.string().optional(),
  items: z.object({ type: z.string().optional(), $ref: z.string().optional() }).optional(),
})
const Schema = z.object({ required: z.array(z.string()).optional(), properties: z.record(z.string(), Property).optional() })
/** As much of eBay's published document as is looked at. */
export const EbayDocument = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
})
export type EbayDocument = z.output<typeof EbayDocument>

type Used = { operations: [method: "get" | "post" | "put", path: string][]; fields: Record<string, string[]> }

/** Operations that the adapter calls and fields that it writes or reads, by the API whose document has them. */
export const ebayUses: Record<"inventory" | "account" | "fulfillment", Used> = {
  inventory: {
    operations: [
      ["get", "/inventory_item/{sku}"],
      ["put", "/inventory_item/{sku}"],
      ["get", "/offer"],
      ["post", "/offer"],
      ["put", "/offer/{offerId}"],
      ["post", "/offer/{offerId}/publish"],
      ["post", "/offer/{offerId}/withdraw"],
      ["get", "/location/{merchantLocationKey}"],
      ["post", "/location/{merchantLocationKey}"],
    ],
    fields: {
      InventoryItem: ["availability", "condition", "product"],
      Availability: ["shipToLocationAvailability"],
      ShipToLocationAvailability: ["quantity"],
      Product: ["title", "description", "aspects", "imageUrls"],
      EbayOfferDetailsWithKeys:
        "sku marketplaceId format categoryId listingDescription listingDuration listingPolicies merchantLocationKey pricingSummary includeCatalogProductDetails".split(
          " ",
        ),
      EbayOfferDetailsWithAll:
        "offerId sku marketplaceId format status listing listingDescription listingPolicies merchantLocationKey pricingSummary".split(" "),
      ListingPolicies: ["fulfillmentPolicyId", "paymentPolicyId", "returnPolicyId"],
      ListingDetails: ["listingId", "listingStatus", "listingOnHold"],
      PricingSummary: ["price"],
      Amount: ["currency", "value"],
      Offers: ["offers"],
      OfferResponse: ["offerId"],
      PublishResponse: ["listingId"],
      InventoryLocationFull: ["name", "location", "locationTypes", "merchantLocationStatus"],
      LocationDetails: ["address"],
      Address: ["postalCode", "country"],
      Error: ["errorId", "message", "longMessage", "parameters"],
    },
  },
  account: {
    operations: [
      ["get", "/fulfillment_policy"],
      ["get", "/payment_policy"],
      ["get", "/return_policy"],
      ["get", "/privilege"],
    ],
    fields: {
      FulfillmentPolicyResponse: ["fulfillmentPolicies"],
      FulfillmentPolicy: ["fulfillmentPolicyId", "shippingOptions"],
      ShippingOption: ["shippingServices"],
      ShippingService: ["freeShipping", "shippingCost"],
      PaymentPolicyResponse: ["paymentPolicies"],
      PaymentPolicy: ["paymentPolicyId"],
      ReturnPolicyResponse: ["returnPolicies"],
      ReturnPolicy: ["returnPolicyId"],
      SellingPrivileges: ["sellerRegistrationCompleted", "sellingLimit"],
      SellingLimit: ["amount", "quantity"],
    },
  },
  fulfillment: {
    operations: [["get", "/order"]],
    fields: {
      OrderSearchPagedCollection: ["orders", "total"],
      Order: "orderId creationDate orderPaymentStatus cancelStatus buyer pricingSummary paymentSummary totalMarketplaceFee lineItems".split(
        " ",
      ),
      CancelStatus: ["cancelState"],
      Buyer: ["taxAddress"],
      TaxAddress: ["countryCode"],
      PricingSummary: ["total", "tax"],
      PaymentSummary: ["refunds"],
      OrderRefund: ["amount", "refundStatus"],
      LineItem: ["sku", "title", "quantity", "lineItemCost", "ebayCollectAndRemitTaxes"],
      EbayCollectAndRemitTax: ["amount"],
      Amount: ["currency", "value"],
    },
  },
}
export type EbayApi = keyof typeof ebayUses
export const ebayApis = Object.keys(ebayUses) as EbayApi[]

/** Where eBay publishes the document of an API, below developer.ebay.com. */
export const ebayDocumentPath = (api: EbayApi) => `/api-docs/master/sell/${api}/openapi/3/sell_${api}_v1_oas3.json`

/** The parts of a document that the adapter stands on, without its prose; what is gone shows as null. */
export function usedParts(api: EbayApi, document: EbayDocument) {
  const { operations, fields } = ebayUses[api]
  return {
    operations: operations.map(([method, path]) => {
      const { data } = Operation.safeParse(document.paths[path]?.[method])
      const body = (one: z.output<typeof Body> | undefined) =>
        Object.entries(one?.content ?? {}).map(([type, { schema }]) => `${type} ${schema?.$ref ?? ""}`)
      return data
        ? {
            operation: `${method} ${path}`,
            parameters: (data.parameters ?? []).map((one) => `${one.in} ${one.name} ${one.required ?? false}`).sort(),
            body: body(data.requestBody),
            answers: Object.entries(data.responses).map(([status, one]) => `${status} ${body(one).join()}`),
          }
        : null
    }),
    fields: Object.entries(fields).map(([name, used]) => {
      const schema = document.components.schemas[name]
      return [name, schema?.required ?? [], used.map((field) => [field, typeOf(schema?.properties?.[field])])]
    }),
  }
}

const typeOf = (property: z.output<typeof Property> | undefined) =>
  property ? [property.$ref ?? property.type ?? "any", property.items?.$ref ?? property.items?.type ?? ""].join(" ").trim() : null

/** One hash over all three. A new sentence or a field that is not used changes nothing. */
export async function ebayFingerprint(read: (api: EbayApi) => Promise<unknown>): Promise<string> {
  const parts: unknown[] = []
  for (const api of ebayApis) {
    const document = EbayDocument.safeParse(await read(api))
    if (!document.success) throw new ChannelError("ebay", `What eBay shows as its ${api} document is none.`, { retryable: true })
    parts.push(usedParts(api, document.data))
  }
  return sha256(canonical(parts))
}

/** Reads a document where eBay publishes it; no key is needed and none is sent. */
export async function readEbayDocument(fetcher: typeof fetch, site: string, api: EbayApi): Promise<unknown> {
  const answer = await call("ebay", fetcher, `${site}${ebayDocumentPath(api)}`, { headers: { accept: "application/json" } })
  const text = await answer.text()
  const detail = { status: answer.status, retryable: worthRetrying(answer.status), retryAfter: retryAfter(answer.headers) }
  if (!answer.ok) throw new ChannelError("ebay", `eBay does not show its ${api} document (${answer.status}).`, detail)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ChannelError("ebay", `What eBay shows as its ${api} document is no JSON.`, { retryable: true, cause })
  }
}
