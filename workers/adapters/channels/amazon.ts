import { z } from "zod"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import type { Place } from "./amazon-attributes.ts"
import { amazonClient, type AmazonAt, type AmazonDeps } from "./amazon-client.ts"
import { readDefinition } from "./amazon-definition.ts"
import { marketplaceIds, marketplaces } from "./amazon-marketplaces.ts"
import { orders } from "./amazon-orders.ts"
import { publish, readBack, update, withdraw, type AmazonShop } from "./amazon-publish.ts"
import { amazonLimits, amazonLosses, amazonProblems, amazonRates } from "./amazon-rules.ts"
import { ChannelError, type Channel, type Problem } from "./channel.ts"

const Extras = z.record(z.string(), z.unknown())

export const amazonEnv = z.object({
  AMAZON_REFRESH_TOKEN: z.string().min(10).optional().describe("the seller's consent to the app (Atzr|…); turns on the real Amazon"),
  AMAZON_CLIENT_ID: z
    .string()
    .min(10)
    .optional()
    .describe("the app's Login with Amazon client id; its roles: Product Listing, Inventory and Order Tracking"),
  AMAZON_CLIENT_SECRET: z.string().min(10).optional().describe("the app's Login with Amazon client secret"),
  AMAZON_SELLER_ID: z
    .string()
    .regex(/^[A-Z0-9]{6,20}$/)
    .optional()
    .describe("the merchant token of the seller account"),
  AMAZON_MARKETPLACE_ID: z
    .enum(marketplaceIds)
    .default("ATVPDKIKX0DER")
    .describe("the Amazon store; it decides region, currency and language; ATVPDKIKX0DER is amazon.com"),
  AMAZON_PRODUCT_TYPE: z
    .string()
    .regex(/^[A-Z0-9_]{2,80}$/)
    .default("DOWNLOADABLE_DOCUMENT")
    .describe("Amazon's product type of the goods; the default is the sandbox's own, so choose one for the real store"),
  AMAZON_BRAND: z.string().min(1).max(100).default("Generic").describe("brand of the goods; Generic is Amazon's word for none"),
  AMAZON_ATTRIBUTES: z
    .string()
    .default("{}")
    .refine((text) => readExtras(text) !== null, 'Give a JSON object, such as {"item_type_keyword": "planners"}.')
    .describe("further attributes that the product type wants, as a JSON object"),
  AMAZON_BASE_URL: z.url().optional().describe("default: the region's SP-API with a refresh token, else the sandbox"),
})
export type AmazonConfig = z.infer<typeof amazonEnv> & SandboxConfig

function readExtras(text: string): Record<string, unknown> | null {
  try {
    return Extras.parse(JSON.parse(text))
  } catch {
    return null
  }
}

const needed = ["AMAZON_REFRESH_TOKEN", "AMAZON_CLIENT_ID", "AMAZON_CLIENT_SECRET", "AMAZON_SELLER_ID"] as const

/** Amazon by its Selling Partner API: definition, preview, restrictions, put, and a look until the listing can be bought. */
export function amazon(config: AmazonConfig, deps: AmazonDeps): Channel {
  const market = marketplaces[config.AMAZON_MARKETPLACE_ID]
  const { url, secret, mode } = endpoint({
    sandbox: config.SANDBOX_URL,
    live: `https://sellingpartnerapi-${market.region}.amazon.com`,
    url: config.AMAZON_BASE_URL,
    secret: config.AMAZON_REFRESH_TOKEN,
    sandboxSecret: "Atzr|autonomaxsandbox",
  })
  const live = mode === "live"
  const at: AmazonAt = {
    url,
    login: live ? "https://api.amazon.com/auth/o2/token" : `${url}/auth/o2/token`,
    client: live
      ? { id: config.AMAZON_CLIENT_ID ?? "", secret: config.AMAZON_CLIENT_SECRET ?? "" }
      : { id: "amzn1.application-oa2-client.sandbox", secret: "sandboxsecret" },
    refreshToken: secret,
    mode,
  }
  const place: Place = {
    id: config.AMAZON_MARKETPLACE_ID,
    market,
    seller: live ? (config.AMAZON_SELLER_ID ?? "") : "A1SANDBOXSELLER",
    productType: config.AMAZON_PRODUCT_TYPE,
    brand: config.AMAZON_BRAND,
    extras: readExtras(config.AMAZON_ATTRIBUTES) ?? {},
    pages: live
      ? { asin: `${market.site}/dp/`, sku: `${market.sellerCentral}/skucentral?mSku=` }
      : { asin: `${url}/amazon/dp/`, sku: `${url}/amazon/sku/` },
  }
  const missing = live ? needed.filter((name) => !config[name]).map(unset) : []
  const client = amazonClient(at, deps)
  const shop: AmazonShop = {
    place,
    fetch: deps.fetch,
    wait: deps.pace?.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    ask(send, shape) {
      const [first] = missing
      if (first) throw new ChannelError("amazon", `${first.message} ${first.fix}`, { field: first.field })
      return client(send, shape)
    },
  }
  return {
    name: "amazon",
    mode,
    limits: { ...amazonLimits, currencies: [market.currency] },
    losses: amazonLosses,
    rates: amazonRates,
    contract: {
      version: "2021-08-01",
      sunset: null,
      fingerprint: async () => (await readDefinition(shop.ask, deps.fetch, place)).fingerprint(),
    },
    validate: (listing) => [...missing, ...amazonProblems(listing, { currency: market.currency, live })],
    publish: (listing) => publish(shop, listing),
    update: (remoteId, listing) => update(shop, remoteId, listing),
    readBack: (remoteId) => readBack(shop, remoteId),
    withdraw: (remoteId) => withdraw(shop, remoteId),
    orders: (asked) => orders(shop, asked),
    async health() {
      const { displayName } = await readDefinition(shop.ask, deps.fetch, place)
      const detail = `Lists ${displayName} in ${market.site}, sells in ${market.currency}. Amazon decides account by account whether downloads may be listed; it delivers none of them.`
      return { ok: true, detail }
    },
  }
}

const unset = (name: string): Problem => ({
  field: name,
  message: `${name} is not set.`,
  fix: "Set it as a secret; .dev.vars.example says what it is.",
})
