import { plays } from "./plays.ts"
import { sandboxRouter } from "./router.ts"
import { TwinObject, type SandboxEnv } from "./twin.ts"
import { vendors } from "./vendors.ts"

export class StripeTwin extends TwinObject {
  override play = plays.stripe
}
export class ShopifyTwin extends TwinObject {
  override play = plays.shopify
}
export class EtsyTwin extends TwinObject {
  override play = plays.etsy
}
export class AmazonTwin extends TwinObject {
  override play = plays.amazon
}
export class EbayTwin extends TwinObject {
  override play = plays.ebay
}
export class MastodonTwin extends TwinObject {
  override play = plays.mastodon
}
export class BlueskyTwin extends TwinObject {
  override play = plays.bluesky
}
export class XTwin extends TwinObject {
  override play = plays.x
}
export class PinterestTwin extends TwinObject {
  override play = plays.pinterest
}
export class ResendTwin extends TwinObject {
  override play = plays.resend
}
export class HooksTwin extends TwinObject {
  override play = plays.hooks
}

export class OpenaiTwin extends TwinObject {
  override play = plays.openai
}
export class AnthropicTwin extends TwinObject {
  override play = plays.anthropic
}
export class OllamaTwin extends TwinObject {
  override play = plays.ollama
}

/** The sandbox Worker: vendors in their own protocols, each in its own Durable Object. Never part of the production bundle. */
export default {
  fetch: (request: Request, env: SandboxEnv): Promise<Response> =>
    sandboxRouter((vendor, asked) => env[vendors[vendor].binding].getByName(vendor).fetch(asked)).fetch(request),
} satisfies ExportedHandler<SandboxEnv>
