import { z } from "zod"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import type { Tokens } from "../tokens.ts"
import type { Channel, Health } from "./channel.ts"
import { etsyClient } from "./etsy-client.ts"
import { etsyContract } from "./etsy-contract.ts"
import { etsyGrant, type Grant } from "./etsy-grant.ts"
import { EtsyFiles, EtsyListing, shownFrom } from "./etsy-listing.ts"
import { etsyOrders } from "./etsy-orders.ts"
import { change, EtsyShop, publish, unlessGone, update, type Shopfront } from "./etsy-publish.ts"
import { etsyLimits, etsyProblems } from "./etsy-rules.ts"

export const etsyEnv = z.object({
  ETSY_API_KEY: z.string().includes(":").optional().describe("keystring:shared_secret of the Etsy app; turns on the real Etsy"),
  ETSY_REFRESH_TOKEN: z
    .string()
    .min(5)
    .optional()
    .describe("refresh token of the grant with listings_r, listings_w, listings_d, shops_r, transactions_r; the shop renews it by itself"),
  ETSY_ACCESS_TOKEN: z.string().min(5).optional().describe("{user id}.{token} for a trial of one hour, without a refresh token"),
  ETSY_SHOP_ID: z.string().regex(/^\d+$/).default("1").describe("number of the Etsy shop"),
  ETSY_TAXONOMY_ID: z.string().regex(/^\d+$/).default("2078").describe("Etsy category of the goods; 2078 is Digital Prints"),
  ETSY_BASE_URL: z.url().optional().describe("default: Etsy with a key, else the sandbox"),
})
export type EtsyConfig = z.infer<typeof etsyEnv> & SandboxConfig
export type EtsyDeps = { fetch: typeof fetch; tokens: Tokens; now(): Date; pace?: { wait(ms: number): Promise<void> } }

/** Etsy by its Open API v3. */
export function etsy(config: EtsyConfig, deps: EtsyDeps): Channel {
  const at = endpoint({
    sandbox: config.SANDBOX_URL,
    live: "https://openapi.etsy.com",
    url: config.ETSY_BASE_URL,
    secret: config.ETSY_API_KEY,
    sandboxSecret: "autonomaxsandbox:sandboxsecret",
  })
  const isLive = at.mode === "live"
  const wait = deps.pace?.wait ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)))
  const grant = etsyGrant(
    {
      url: at.url,
      client: at.secret.split(":")[0] ?? "",
      // A grant of the sandbox is never shown to Etsy.
      name: isLive ? "etsy" : "etsy-sandbox",
      first: isLive ? (config.ETSY_REFRESH_TOKEN ?? null) : "1.sandboxrefresh",
      fixed: isLive ? (config.ETSY_ACCESS_TOKEN ?? null) : null,
    },
    { ...deps, wait },
  )
  const ask = etsyClient(at, grant, { ...deps, wait })
  const front = { ask, shop: config.ETSY_SHOP_ID, taxonomy: config.ETSY_TAXONOMY_ID }
  return {
    name: "etsy",
    mode: at.mode,
    limits: etsyLimits,
    losses: [],
    rates: [
      { of: "call", calls: 10, seconds: 1 },
      { of: "call", calls: 10_000, seconds: 86_400 },
    ],
    contract: etsyContract(isLive && !config.ETSY_BASE_URL ? "https://www.etsy.com" : at.url, deps.fetch),
    validate: etsyProblems,
    publish: (listing) => publish(front, listing),
    update: (remoteId, listing) => update(front, remoteId, listing),
    orders: (asked) => etsyOrders(ask, front.shop, asked),
    readBack: (remoteId) => readBack(front, remoteId),
    async withdraw(remoteId) {
      const known = await unlessGone(() => ask({ method: "GET", path: `/listings/${remoteId}` }, EtsyListing))
      if (known?.state === "active") await change(front, remoteId, { state: "inactive" })
    },
    health: () => health(front, grant),
  }
}

const needed = ["listings_r", "listings_w", "listings_d", "shops_r", "transactions_r"]
const Scopes = z.object({ scopes: z.array(z.string()) })

async function health({ ask, shop }: Shopfront, grant: Grant): Promise<Health> {
  const { shop_name, currency_code } = await ask({ method: "GET", path: `/shops/${shop}` }, EtsyShop)
  const { scopes } = await ask({ method: "POST", path: "/scopes", form: { token: await grant.access() } }, Scopes)
  const missing = needed.filter((scope) => !scopes.includes(scope))
  const shopfront = `${shop_name}, sells in ${currency_code}`
  if (missing.length === 0) return { ok: true, detail: shopfront }
  return { ok: false, detail: `${shopfront}; the grant lacks ${missing.join(", ")}: connect the shop again and allow it.` }
}

const readBack = ({ ask, shop }: Shopfront, remoteId: string) =>
  unlessGone(async () => {
    const listing = await ask({ method: "GET", path: `/listings/${remoteId}?includes=Images` }, EtsyListing)
    return shownFrom(listing, await ask({ method: "GET", path: `/shops/${shop}/listings/${remoteId}/files` }, EtsyFiles))
  })
