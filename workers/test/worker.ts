import { createApp } from "../api/app.ts"
import type { Bindings } from "../env.ts"
import { consume } from "../events/consume.ts"
import { onCron, runNow } from "../jobs/host.ts"

export { DirectorAgent } from "../agents/director.ts"
export { ProductAgent } from "../agents/product.ts"
export { Scratch } from "../agents/scratch.ts"
export { Treasury } from "../agents/treasury.ts"
export { Pipeline } from "../pipelines/pipeline.ts"
// The vendors' stand-ins, reached in process; the shop's own bundle never carries them.
export {
  AmazonTwin,
  AnthropicTwin,
  BlueskyTwin,
  EbayTwin,
  EtsyTwin,
  HooksTwin,
  MastodonTwin,
  OllamaTwin,
  OpenaiTwin,
  PinterestTwin,
  ResendTwin,
  ShopifyTwin,
  StripeTwin,
  XTwin,
} from "../sandbox/index.ts"

/** The Worker without the site, whose pages exist only in Astro's build. */
const app = createApp(runNow)
export default { fetch: app.fetch, queue: consume, scheduled: onCron } satisfies ExportedHandler<Bindings, { id: string }>
