import { amazon, amazonEnv, type AmazonConfig } from "./amazon.ts"
import { ebay, ebayEnv, type EbayConfig } from "./ebay.ts"
import { etsy, etsyEnv, type EtsyConfig } from "./etsy.ts"
import { shopify, shopifyEnv, type ShopifyConfig } from "./shopify.ts"
import { storefront, storefrontEnv, type ReadShop, type StorefrontConfig } from "./storefront.ts"
import type { Channel } from "./channel.ts"
import { pacedFetch, type Pace } from "./paced.ts"
import type { Tokens } from "../tokens.ts"

export type { Channel, ChannelLimits, Contract, Health, Loss, OrdersPage, Problem, Published, Rate } from "./channel.ts"
export type { ReadShop } from "./storefront.ts"
export { ChannelError } from "./channel.ts"
export { takeTurn, type Pace } from "./paced.ts"
export { diffListing } from "./diff-listing.ts"

export type ChannelsConfig = StorefrontConfig & ShopifyConfig & EtsyConfig & AmazonConfig & EbayConfig
export type ChannelDeps = { fetch: typeof fetch; readShop: ReadShop; tokens: Tokens; now: () => Date; pace?: Pace }

/** Every channel, in the order in which they are shown. To add one: its file and a line here. */
export const channels = {
  storefront: { env: storefrontEnv, open: (config, { readShop }) => storefront(config, readShop) },
  shopify: { env: shopifyEnv, open: (config, deps) => shopify(config, deps) },
  etsy: { env: etsyEnv, open: (config, deps) => etsy(config, deps) },
  ebay: { env: ebayEnv, open: (config, deps) => ebay(config, deps) },
  amazon: { env: amazonEnv, open: (config, deps) => amazon(config, deps) },
} satisfies Record<string, { env: object; open: (config: ChannelsConfig, deps: ChannelDeps) => Channel }>

export type ChannelName = keyof typeof channels
export const channelNames = Object.keys(channels) as [ChannelName, ...ChannelName[]]
export const channelsEnv = storefrontEnv.extend(shopifyEnv.shape).extend(etsyEnv.shape).extend(amazonEnv.shape).extend(ebayEnv.shape)

export type Channels = Record<ChannelName, Channel>

/** All channels, ready to use; a channel whose secret is not set talks to the sandbox. */
export function openChannels(config: ChannelsConfig, given: ChannelDeps): Channels {
  // Each channel fetches under its own limits, which only it knows; they are looked up at the first call.
  const deps = (name: ChannelName): ChannelDeps => ({
    ...given,
    fetch: given.pace ? pacedFetch(name, () => opened[name].rates, given.pace, given.fetch) : given.fetch,
  })
  const opened: Channels = {
    storefront: channels.storefront.open(config, deps("storefront")),
    shopify: channels.shopify.open(config, deps("shopify")),
    etsy: channels.etsy.open(config, deps("etsy")),
    ebay: channels.ebay.open(config, deps("ebay")),
    amazon: channels.amazon.open(config, deps("amazon")),
  }
  return opened
}
