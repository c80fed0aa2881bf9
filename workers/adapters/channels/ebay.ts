import { z } from "zod"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import type { Channel } from "./channel.ts"
import { ebayClient, type EbayAsk, type EbayDeps } from "./ebay-client.ts"
import { ebayFingerprint, readEbayDocument } from "./ebay-contract.ts"
import { ebayMarketIds, ebayMarkets } from "./ebay-markets.ts"
import { ebayOrders } from "./ebay-orders.ts"
import { pushToEbay, readFromEbay, withdrawFromEbay } from "./ebay-push.ts"
import { ebayLimits, ebayProblems } from "./ebay-rules.ts"

const policy = (kind: string) =>
  z.string().regex(/^\d+$/).optional().describe(`number of the eBay ${kind} policy; default: one of the account's for the marketplace`)

export const ebayEnv = z.object({
  EBAY_CLIENT_ID: z.string().min(1).optional().describe("App ID of the eBay keyset"),
  EBAY_CLIENT_SECRET: z.string().min(8).optional().describe("Cert ID of the eBay keyset; turns on the real eBay"),
  EBAY_REFRESH_TOKEN: z
    .string()
    .min(8)
    .optional()
    .describe("the seller's consent with sell.inventory, sell.account and sell.fulfillment; lives 18 months"),
  EBAY_MARKETPLACE_ID: z.enum(ebayMarketIds).default("EBAY_US").describe("eBay site to sell on, such as EBAY_US or EBAY_DE"),
  EBAY_CATEGORY_ID: z
    .string()
    .regex(/^\d+$/)
    .default("102480")
    .describe("eBay leaf category of the goods, a number of the marketplace; the default is of EBAY_US"),
  EBAY_LOCATION_KEY: z
    .string()
    .regex(/^[\w-]{1,36}$/)
    .default("autonomax")
    .describe("key of the eBay inventory location; offers from another one are not touched"),
  EBAY_POSTAL_CODE: z.string().min(2).optional().describe("postal code of the eBay location, needed once to make it"),
  EBAY_COUNTRY: z.string().length(2).default("US").describe("country of the eBay location"),
  EBAY_FULFILLMENT_POLICY_ID: policy("fulfilment").describe(
    "number of the eBay fulfilment policy; default: the first that costs the buyer no shipping",
  ),
  EBAY_PAYMENT_POLICY_ID: policy("payment"),
  EBAY_RETURN_POLICY_ID: policy("return"),
  EBAY_QUANTITY: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(50)
    .describe("pieces that eBay shows as available; they count against the account's selling limit"),
  EBAY_BASE_URL: z
    .url()
    .optional()
    .describe("default: eBay with a key, else the sandbox; https://api.sandbox.ebay.com is eBay's own sandbox"),
  EBAY_SITE_URL: z.url().optional().describe("where shoppers see eBay listings; default: the marketplace's site"),
  EBAY_CONTRACT_URL: z.url().optional().describe("where eBay publishes its API documents; default: https://developer.ebay.com"),
})
export type EbayConfig = z.infer<typeof ebayEnv> & SandboxConfig

// The sandbox's well-known keys: no secrets, and of no use anywhere else.
const sandboxKeys = { clientId: "autonomax-sandbox", clientSecret: "sandbox-cert", refreshToken: "v^1.1#sandbox-refresh" }

const approval =
  "eBay lets only sellers it approved sell downloads at a fixed price; others may only advertise them as classified ads, which its API cannot make. Whether this account is approved shows when the first listing is published."

/** eBay by its Sell APIs: inventory item, offer, publication; the SKU is the key of all three. */
export function ebay(config: EbayConfig, deps: EbayDeps): Channel {
  const market = ebayMarkets[config.EBAY_MARKETPLACE_ID]
  const at = endpoint({
    sandbox: config.SANDBOX_URL,
    live: "https://api.ebay.com",
    url: config.EBAY_BASE_URL,
    secret: config.EBAY_CLIENT_SECRET,
    sandboxSecret: sandboxKeys.clientSecret,
  })
  const live = at.mode === "live"
  const keys = live
    ? { clientId: config.EBAY_CLIENT_ID ?? "", clientSecret: at.secret, refreshToken: config.EBAY_REFRESH_TOKEN ?? "" }
    : sandboxKeys
  const ask = ebayClient({ url: at.url, language: market.language, ...keys }, deps)
  const shop = {
    ask,
    chosen: chosenOf(config, live),
    quantity: config.EBAY_QUANTITY,
    site: config.EBAY_SITE_URL ?? (live ? market.site : `${at.url}/ebay`),
  }
  const documents = config.EBAY_CONTRACT_URL ?? (live ? "https://developer.ebay.com" : at.url)
  return {
    name: "ebay",
    mode: at.mode,
    limits: ebayLimits(config.EBAY_MARKETPLACE_ID),
    losses: [
      { field: "tags", says: "eBay has no tags, and its search policy forbids lists of keywords." },
      { field: "alt texts", says: "eBay keeps no texts beside pictures." },
      { field: "files", says: "eBay delivers no files: the seller sends the buyer the download." },
    ],
    rates: [
      { of: "revision of a listing", calls: 250, seconds: 86_400 },
      // The smallest allowances among the APIs that are used: Account by day, Media by seconds.
      { of: "call", calls: 25_000, seconds: 86_400 },
      { of: "call", calls: 50, seconds: 5 },
    ],
    contract: {
      version: "v1",
      sunset: null,
      fingerprint: () => ebayFingerprint((api) => readEbayDocument(deps.fetch, documents, api)),
    },
    validate: (listing) => ebayProblems(listing, config.EBAY_MARKETPLACE_ID),
    publish: (listing) => pushToEbay(shop, listing, false),
    update: (_sku, listing) => pushToEbay(shop, listing, true),
    readBack: (sku) => readFromEbay(shop, sku),
    withdraw: (sku) => withdrawFromEbay(shop, sku),
    orders: (asked) => ebayOrders(ask, deps.now(), asked),
    health: () => health(ask, config.EBAY_MARKETPLACE_ID, market.currency),
  }
}

function chosenOf(config: EbayConfig, live: boolean) {
  return {
    marketplaceId: config.EBAY_MARKETPLACE_ID,
    categoryId: config.EBAY_CATEGORY_ID,
    locationKey: config.EBAY_LOCATION_KEY,
    postalCode: config.EBAY_POSTAL_CODE ?? (live ? null : "95125"),
    country: config.EBAY_COUNTRY,
    policies: {
      fulfillment: config.EBAY_FULFILLMENT_POLICY_ID ?? null,
      payment: config.EBAY_PAYMENT_POLICY_ID ?? null,
      return: config.EBAY_RETURN_POLICY_ID ?? null,
    },
  }
}

const Privileges = z.object({
  sellerRegistrationCompleted: z.boolean().optional(),
  sellingLimit: z
    .object({ amount: z.object({ value: z.string(), currency: z.string() }).optional(), quantity: z.int().optional() })
    .optional(),
})

async function health(ask: EbayAsk, marketplace: string, currency: string) {
  const { sellerRegistrationCompleted, sellingLimit } = await ask({ method: "GET", path: "/sell/account/v1/privilege" }, Privileges)
  if (sellerRegistrationCompleted === false) return { ok: false, detail: "The registration of the eBay seller is not complete." }
  const { amount, quantity } = sellingLimit ?? {}
  const most = [quantity && `${quantity} pieces`, amount && `${amount.value} ${amount.currency}`].filter(Boolean).join(" and ")
  return { ok: true, detail: `${marketplace}, sells in ${currency}${most ? `, at most ${most} a month` : ""}. ${approval}` }
}
