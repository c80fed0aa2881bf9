import { z } from "zod"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import type { Channel, ChannelLimits, Health, Problem } from "./channel.ts"
import type { ChannelListing } from "#schemas/channel.ts"
import { checkLimits } from "./limits.ts"
import { shopifyClient, type Ask, type ShopifyDeps } from "./shopify-client.ts"
import { shopifyContract } from "./shopify-contract.ts"
import { shopifyDocuments } from "./shopify-documents.ts"
import { heed, saysGone, UserErrors } from "./shopify-errors.ts"
import { shopifyOrders } from "./shopify-orders.ts"
import { publish, update } from "./shopify-publish.ts"
import { shopifyRead } from "./shopify-read.ts"

export const shopifyEnv = z.object({
  SHOPIFY_SHOP_URL: z.url().optional().describe("https://YOUR-SHOP.myshopify.com; default: the sandbox"),
  SHOPIFY_ACCESS_TOKEN: z
    .string()
    .min(8)
    .optional()
    .describe("Admin API token with write_products, write_files, write_publications, read_orders"),
})
export type ShopifyConfig = z.infer<typeof shopifyEnv> & SandboxConfig

/** `write_x` allows `read_x` too. */
const scopes = ["write_products", "write_files", "write_publications", "read_orders"]

const limits: ChannelLimits = {
  title: 255,
  tags: 250,
  tagLength: 255,
  // Shopify takes 250; we read 50 back.
  images: { min: 1, max: 50, bytes: 20_000_000, pixels: 20_000_000 },
  files: null,
  price: { min: 1, max: 99_999_999 },
  currencies: [],
}

const ArchiveAnswer = z.object({ productUpdate: z.object({ userErrors: UserErrors }) })
const HealthAnswer = z.object({
  shop: z.object({ name: z.string(), currencyCode: z.string() }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
})

/** Shopify by its Admin GraphQL API. The handle carries our listing id, so the same listing is always the same product. */
export function shopify(config: ShopifyConfig, deps: ShopifyDeps): Channel {
  const at = endpoint({
    sandbox: config.SANDBOX_URL,
    live: config.SHOPIFY_SHOP_URL ?? config.SANDBOX_URL,
    url: config.SHOPIFY_SHOP_URL,
    secret: config.SHOPIFY_ACCESS_TOKEN,
    sandboxSecret: "shpat_autonomax_sandbox",
  })
  const ask = shopifyClient(at, deps)
  const wait = deps.pace?.wait ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)))
  const front = { ask, ...deps, wait }
  return {
    name: "shopify",
    mode: at.mode,
    limits,
    losses: [{ field: "files", says: "Shopify's Admin API holds no download files: our own shop delivers what Shopify sells." }],
    // Shopify counts query points, not calls, and the client obeys those; this only keeps bursts small.
    rates: [{ of: "call", calls: 20, seconds: 1 }],
    contract: shopifyContract(ask),
    validate: shopifyProblems,
    publish: (listing) => publish(front, listing),
    update: (remoteId, listing) => update(front, remoteId, listing),
    orders: (asked) => shopifyOrders(ask, asked),
    readBack: (remoteId) => shopifyRead(ask, remoteId),
    async withdraw(id) {
      const { productUpdate } = await ask(shopifyDocuments.archive, { product: { id, status: "ARCHIVED" } }, ArchiveAnswer)
      // What is not there any more is off the shelf.
      if (!saysGone(productUpdate.userErrors)) heed(productUpdate.userErrors)
    },
    health: () => health(ask),
  }
}

function shopifyProblems(listing: ChannelListing): Problem[] {
  const problems = checkLimits(listing, limits)
  for (const [n, tag] of listing.tags.entries())
    if (tag.includes(","))
      problems.push({
        field: `tags.${n}`,
        message: `Shopify parts tags at commas: "${tag}" would become two.`,
        fix: "Leave the comma out.",
      })
  for (const [n, image] of listing.images.entries())
    if (image.alt.length > 512)
      problems.push({ field: `images.${n}`, message: `The alt text has ${image.alt.length} characters; 512 fit.`, fix: "Shorten it." })
  return problems
}

async function health(ask: Ask): Promise<Health> {
  const { shop, currentAppInstallation } = await ask(shopifyDocuments.health, {}, HealthAnswer)
  const granted = currentAppInstallation.accessScopes.map(({ handle }) => handle)
  const missing = scopes.filter((scope) => !granted.includes(scope) && !granted.includes(scope.replace("read_", "write_")))
  const shopfront = `${shop.name}, sells in ${shop.currencyCode}`
  if (missing.length === 0) return { ok: true, detail: shopfront }
  return { ok: false, detail: `${shopfront}; the app lacks ${missing.join(", ")}: add it in Shopify and install the app again.` }
}
