import { amazonTwin } from "./amazon/twin.ts"
import { ebayTwin } from "./ebay/twin.ts"
import { etsyTwin } from "./etsy/twin.ts"
import { mastodonTwin } from "./mastodon/twin.ts"
import { anthropicTwin } from "./models/anthropic.ts"
import { ollamaTwin } from "./models/ollama.ts"
import { openaiTwin } from "./models/openai.ts"
import { sandboxRouter } from "./router.ts"
import { shopifyTwin } from "./shopify/twin.ts"
import { stripeTwin } from "./stripe/twin.ts"
import { blueskyTwin } from "./bluesky/twin.ts"
import { hooksTwin } from "./hooks/twin.ts"
import { pinterestTwin } from "./pinterest/twin.ts"
import { resendTwin } from "./resend/twin.ts"
import { xTwin } from "./x/twin.ts"
import { TwinObject, type Ground, type SandboxEnv } from "./twin.ts"
import { vendors } from "./vendors.ts"

export class StripeTwin extends TwinObject {
  override play = stripeTwin
}
export class ShopifyTwin extends TwinObject {
  override play = shopifyTwin
}
export class EtsyTwin extends TwinObject {
  override play = etsyTwin
}
export class AmazonTwin extends TwinObject {
  override play = amazonTwin
}
export class EbayTwin extends TwinObject {
  override play = ebayTwin
}
export class MastodonTwin extends TwinObject {
  override play = mastodonTwin
}
export class BlueskyTwin extends TwinObject {
  override play = blueskyTwin
}
export class XTwin extends TwinObject {
  override play = xTwin
}
export class PinterestTwin extends TwinObject {
  override play = pinterestTwin
}
export class ResendTwin extends TwinObject {
  override play = resendTwin
}
export class HooksTwin extends TwinObject {
  override play = hooksTwin
}

export class OpenaiTwin extends TwinObject {
  override play = (ground: Ground) => openaiTwin(ground)
}
export class AnthropicTwin extends TwinObject {
  override play = anthropicTwin
}
export class OllamaTwin extends TwinObject {
  override play = ollamaTwin
}

/** The sandbox Worker: vendors in their own protocols, each in its own Durable Object. Never part of the production bundle. */
export default {
  fetch: (request: Request, env: SandboxEnv): Promise<Response> =>
    sandboxRouter((vendor, asked) => env[vendors[vendor].binding].getByName(vendor).fetch(asked)).fetch(request),
} satisfies ExportedHandler<SandboxEnv>
