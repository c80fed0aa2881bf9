import { amazonTwin } from "./amazon/twin.ts"
import { blueskyTwin } from "./bluesky/twin.ts"
import { ebayTwin } from "./ebay/twin.ts"
import { etsyTwin } from "./etsy/twin.ts"
import { hooksTwin } from "./hooks/twin.ts"
import { mastodonTwin } from "./mastodon/twin.ts"
import { anthropicTwin } from "./models/anthropic.ts"
import { ollamaTwin } from "./models/ollama.ts"
import { openaiTwin } from "./models/openai.ts"
import { pinterestTwin } from "./pinterest/twin.ts"
import { resendTwin } from "./resend/twin.ts"
import { shopifyTwin } from "./shopify/twin.ts"
import { stripeTwin } from "./stripe/twin.ts"
import type { Ground, Twin } from "./twin.ts"
import type { VendorName } from "./vendors.ts"
import { xTwin } from "./x/twin.ts"

/** Who plays which vendor. The sandbox Worker, the contract tests on Node and the simulation all take their twins from here. */
export const plays: Record<VendorName, (ground: Ground) => Twin> = {
  stripe: stripeTwin,
  shopify: shopifyTwin,
  etsy: etsyTwin,
  ebay: ebayTwin,
  amazon: amazonTwin,
  mastodon: mastodonTwin,
  bluesky: blueskyTwin,
  x: xTwin,
  pinterest: pinterestTwin,
  resend: resendTwin,
  hooks: hooksTwin,
  openai: (ground) => openaiTwin(ground),
  anthropic: anthropicTwin,
  ollama: ollamaTwin,
}
