import { z } from "zod"
import { ChannelError } from "./channel.ts"
import { secondsToNextDay } from "./ebay-day.ts"
import { retryAfter, worthRetrying } from "./request.ts"

const Parameter = z.object({ name: z.string().optional(), value: z.string().optional() })
export const EbayFault = z.object({
  errorId: z.int(),
  message: z.string().optional(),
  longMessage: z.string().optional(),
  parameters: z.array(Parameter).optional(),
})
export type EbayFault = z.output<typeof EbayFault>
const Refusal = z.object({ errors: z.array(EbayFault).min(1) })

type Meaning = { says: string; field?: string; again?: true }

/** What eBay's numbers mean to an operator; from the lists of codes in the documents of the three APIs, and eBay's general ones below 3000. */
export const ebayMeanings: Record<number, Meaning> = {
  1001: { says: "eBay does not take the access token.", field: "EBAY_REFRESH_TOKEN" },
  1002: { says: "eBay got no access token.", field: "EBAY_REFRESH_TOKEN" },
  1003: { says: "eBay does not take this kind of access token.", field: "EBAY_REFRESH_TOKEN" },
  1100: {
    says: "The eBay grant lacks a scope: ask for consent again with sell.inventory, sell.account and sell.fulfillment.",
    field: "EBAY_REFRESH_TOKEN",
  },
  2001: { says: "eBay's quota of calls is used up.", again: true },
  2003: { says: "eBay has a fault of its own.", again: true },
  2004: { says: "eBay could not read the request." },
  20401: { says: "eBay misses a field of the account's request." },
  20403: { says: "eBay does not know this marketplace or value.", field: "EBAY_MARKETPLACE_ID" },
  20404: { says: "The eBay account has no such policy." },
  20500: { says: "eBay has a fault of its own.", again: true },
  20501: { says: "eBay's account service is away; eBay asks to come back within a day.", again: true },
  25001: { says: "eBay has a fault of its own.", again: true },
  25002: { says: "eBay refuses the listing." },
  25003: { says: "eBay does not take the price.", field: "price" },
  25004: { says: "eBay does not take the quantity.", field: "EBAY_QUANTITY" },
  25005: { says: "eBay does not take the category: it must be a leaf of the marketplace's tree.", field: "EBAY_CATEGORY_ID" },
  25006: { says: "eBay does not take a listing option." },
  25007: { says: "eBay does not take the fulfilment policy.", field: "EBAY_FULFILLMENT_POLICY_ID" },
  25008: { says: "eBay does not take the payment policy.", field: "EBAY_PAYMENT_POLICY_ID" },
  25009: { says: "eBay does not take the return policy.", field: "EBAY_RETURN_POLICY_ID" },
  25011: { says: "eBay does not take the tax settings of the account." },
  25012: { says: "eBay does not take the inventory location.", field: "EBAY_LOCATION_KEY" },
  25014: { says: "eBay does not take a picture.", field: "images" },
  25015: { says: "eBay cannot use the address of a picture.", field: "images" },
  25016: { says: "eBay does not take a value." },
  25017: { says: "eBay misses something that this listing needs." },
  25018: { says: "The eBay account is not complete yet: finish its registration or opt in to business policies." },
  25019: { says: "eBay does not let this listing be revised now." },
  25020: { says: "eBay wants other package details.", field: "EBAY_FULFILLMENT_POLICY_ID" },
  25021: { says: "eBay does not take the condition NEW in this category.", field: "EBAY_CATEGORY_ID" },
  25022: { says: "eBay does not take an item specific.", field: "kind" },
  25025: { says: "Another change of the same item is under way at eBay.", again: true },
  25026: { says: "The eBay account's selling limit is reached.", field: "EBAY_QUANTITY" },
  25029: { says: "eBay's category wants one more item specific.", field: "EBAY_CATEGORY_ID" },
  25031: { says: "eBay wants a number within other bounds." },
  25032: { says: "eBay does not take a value." },
  25034: { says: "The offer names too many policies." },
  25035: { says: "A policy is of another eBay marketplace.", field: "EBAY_MARKETPLACE_ID" },
  25036: { says: "A policy is of another kind than its setting says.", field: "EBAY_FULFILLMENT_POLICY_ID" },
  25080: { says: "A text is too long for eBay." },
  25086: { says: "eBay wants the picture on its own picture server.", field: "images" },
  25096: { says: "eBay holds the listing back for a policy; the e-mail from eBay says which." },
  25097: { says: "eBay holds the listing back for a policy and lets nobody revise it; the e-mail from eBay says why." },
  25098: { says: "eBay holds the listing back; the e-mail from eBay says why." },
  25120: { says: "eBay's catalogue fills this category itself.", field: "EBAY_CATEGORY_ID" },
  25121: { says: "eBay's catalogue fills this category itself.", field: "EBAY_CATEGORY_ID" },
  25501: { says: "eBay does not take a picture.", field: "images" },
  25502: { says: "eBay does not take an item specific.", field: "kind" },
  25503: { says: "eBay does not take the product's words.", field: "title" },
  25601: { says: "eBay does not know an item specific.", field: "kind" },
  25604: { says: "eBay could not read a field." },
  25701: { says: "eBay has no item with this SKU.", field: "sku" },
  25702: { says: "eBay has no item with this SKU.", field: "sku" },
  25707: { says: "eBay does not take the SKU.", field: "sku" },
  25708: { says: "eBay does not take the SKU.", field: "sku" },
  25709: { says: "eBay does not take a value." },
  25710: { says: "eBay has no such item." },
  25713: { says: "eBay has no such offer." },
  25715: { says: "eBay does not take the package's size or weight." },
  25759: { says: "eBay holds the listing back; the e-mail from eBay says why." },
  25800: { says: "eBay does not take a field of the location.", field: "EBAY_LOCATION_KEY" },
  25801: { says: "eBay misses a field of the location.", field: "EBAY_POSTAL_CODE" },
  25802: { says: "eBay does not take the location.", field: "EBAY_LOCATION_KEY" },
  25803: { says: "The eBay location is there already.", field: "EBAY_LOCATION_KEY" },
  25804: { says: "eBay does not take the location.", field: "EBAY_LOCATION_KEY" },
  25805: { says: "eBay has no such location.", field: "EBAY_LOCATION_KEY" },
  30500: { says: "eBay has a fault of its own.", again: true },
  30700: { says: "eBay does not know the filter of the orders." },
  30800: { says: "eBay does not take the filter of the orders." },
  30810: { says: "eBay does not take the date of the orders." },
  30830: { says: "eBay keeps orders for two years." },
  30850: { says: "eBay does not look for orders in the future: the clock here may be fast." },
}

/** Our field for the vendor's, as it stands in `parameters` or in the words. */
const named: [RegExp, string][] = [
  [/title/i, "title"],
  [/description/i, "description"],
  [/picture|image|photo/i, "images"],
  [/currency/i, "price.currency"],
  [/price/i, "price"],
  [/\bsku\b/i, "sku"],
  [/aspect|specific/i, "kind"],
  [/category/i, "EBAY_CATEGORY_ID"],
  [/fulfil|shipping/i, "EBAY_FULFILLMENT_POLICY_ID"],
  [/payment/i, "EBAY_PAYMENT_POLICY_ID"],
  [/return/i, "EBAY_RETURN_POLICY_ID"],
  [/location/i, "EBAY_LOCATION_KEY"],
  [/quantity/i, "EBAY_QUANTITY"],
]

/** A "no" of eBay as one error in our words. `now` tells when a day's allowance comes back. */
export function ebayRefusal(status: number, headers: Headers, text: string, now: Date): ChannelError {
  const faults = faultsOf(text)
  const [first] = faults
  if (!first) {
    const detail = { status, retryable: worthRetrying(status), retryAfter: retryAfter(headers) }
    return new ChannelError("ebay", `eBay answered ${status}${text ? `: ${text.slice(0, 200)}` : ""}`, detail)
  }
  if (isRevisionLimit(first)) return revisionsUsedUp(status, now)
  const meaning = ebayMeanings[first.errorId]
  const retryable = meaning?.again ?? worthRetrying(status)
  // eBay names no time for a quota that is used up; its days end at midnight in California, its short windows in seconds.
  const wait = retryAfter(headers) ?? (first.errorId === 2001 ? Math.min(3600, secondsToNextDay(now)) : undefined)
  const detail = { status, retryable, retryAfter: retryable ? wait : undefined, field: meaning?.field ?? fieldOf(first), cause: faults }
  return new ChannelError("ebay", faults.map(sentence).join(" "), detail)
}

function sentence(fault: EbayFault): string {
  const own = (fault.longMessage ?? fault.message ?? "").trim()
  const meaning = ebayMeanings[fault.errorId]
  return meaning ? `${meaning.says}${own ? ` eBay says: ${own}` : ""}` : `eBay refuses (${fault.errorId}): ${own || "no reason given"}`
}

/** The faults that eBay listed; empty when the body is not one of its own. */
export function faultsOf(text: string): EbayFault[] {
  try {
    const read = Refusal.safeParse(JSON.parse(text))
    return read.success ? read.data.errors : []
  } catch {
    return []
  }
}

function fieldOf({ parameters = [], longMessage = "", message = "" }: EbayFault): string | undefined {
  const said = [...parameters.flatMap(({ value }) => value ?? []), longMessage, message]
  for (const words of said) {
    const field = named.find(([pattern]) => pattern.test(words))?.[1]
    if (field) return field
  }
}

const isRevisionLimit = ({ errorId, message = "", longMessage = "" }: EbayFault) =>
  (errorId === 25019 || errorId === 25002) &&
  /revis/i.test(message + longMessage) &&
  /250|limit|maximum|calendar day/i.test(message + longMessage)

function revisionsUsedUp(status: number, now: Date): ChannelError {
  const wait = secondsToNextDay(now)
  const at = new Date(now.getTime() + wait * 1000).toISOString().slice(0, 16).replace("T", " ")
  const says = `eBay lets a listing be revised 250 times a day; this one can be revised again from ${at} UTC.`
  return new ChannelError("ebay", says, { status, retryable: true, retryAfter: wait })
}
