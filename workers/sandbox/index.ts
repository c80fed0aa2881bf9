import { etsyTwin } from "./etsy/twin.ts"
import { mastodonTwin } from "./mastodon/twin.ts"
import { sandboxRouter } from "./router.ts"
import { shopifyTwin } from "./shopify/twin.ts"
import { stripeTwin } from "./stripe/twin.ts"
import { TwinObject, type SandboxEnv } from "./twin.ts"
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
export class MastodonTwin extends TwinObject {
  override play = mastodonTwin
}

/** The sandbox Worker: vendors in their own protocols, each in its own Durable Object. Never part of the production bundle. */
export default {
  fetch: (request: Request, env: SandboxEnv): Promise<Response> =>
    sandboxRouter((vendor, asked) => env[vendors[vendor].binding].getByName(vendor).fetch(asked)).fetch(request),
} satisfies ExportedHandler<SandboxEnv>
