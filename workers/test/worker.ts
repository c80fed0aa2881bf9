// Tests reach the vendors' stand-ins in process; the shop's own bundle never carries them.
export { EtsyTwin, MastodonTwin, ShopifyTwin, StripeTwin } from "#workers/sandbox/index.ts"
export default { fetch: () => new Response("ok") }
