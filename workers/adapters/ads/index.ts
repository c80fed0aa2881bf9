import { pinterestAds, type AdsConfig, type AdsDeps } from "./pinterest.ts"
import type { AdNetwork } from "./ads.ts"

export type { AdDay, AdNetwork, AdPlan } from "./ads.ts"
export { adsEnv } from "./pinterest.ts"

/** Where the shop may advertise. Nothing here is called without a budget line that was reserved. */
export type Ads = { pinterest: AdNetwork }
export const openAds = (config: AdsConfig, deps: AdsDeps): Ads => ({ pinterest: pinterestAds(config, deps) })
