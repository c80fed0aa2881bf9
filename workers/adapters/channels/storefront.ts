import { z } from "zod"
import type { ShownListing } from "#schemas/channel.ts"
import type { Channel } from "./channel.ts"
import { checkLimits } from "./limits.ts"

export const storefrontEnv = z.object({ PUBLIC_URL: z.url().default("http://localhost:8787").describe("where shoppers reach the shop") })
export type StorefrontConfig = z.infer<typeof storefrontEnv>

/** What our own shop shows under a slug right now. */
export type ReadShop = (slug: string) => Promise<ShownListing | null>

/**
 * Our own shop as a channel like the others. Nothing is sent anywhere: the shop shows what the product's row says, so
 * publishing tells the address and reading back asks the shop. The remote id is the slug.
 */
export function storefront(config: StorefrontConfig, readShop: ReadShop): Channel {
  const limits = {
    title: 70,
    tags: 13,
    tagLength: 20,
    images: { min: 1, max: 40, bytes: 20_000_000 },
    files: { max: 100, bytes: 500_000_000 },
    price: { min: 50, max: 99_999_999 },
    currencies: [],
  }
  const shown = (slug: string) => ({ remoteId: slug, url: `${config.PUBLIC_URL.replace(/\/+$/, "")}/products/${slug}` })
  return {
    name: "storefront",
    mode: "embedded",
    limits,
    losses: [],
    rates: [],
    contract: null,
    validate: (listing) => checkLimits(listing, limits),
    publish: async ({ slug }) => shown(slug),
    update: async (_remoteId, { slug }) => shown(slug),
    readBack: (slug) => readShop(slug),
    // The product's own row takes it off the shelf; there is nobody else to tell.
    withdraw: async () => undefined,
    // What our own shop sells are orders already.
    orders: async () => ({ orders: [], cursor: null }),
    health: async () => ({ ok: true, detail: "our own shop" }),
  }
}
