import { mastodon, mastodonEnv, type MastodonConfig } from "./mastodon.ts"
import type { PostNetwork } from "./post.ts"

export type { Post, PostNetwork } from "./post.ts"
export { fitPost, PostError } from "./post.ts"

/** Every network that a product is announced on, in order. */
export const networks = { mastodon: { env: mastodonEnv, open: mastodon } } satisfies Record<
  string,
  { env: object; open: (config: MastodonConfig, fetcher: typeof fetch) => PostNetwork }
>
export const postsEnv = mastodonEnv
export type NetworkName = keyof typeof networks
export type Posts = Record<NetworkName, PostNetwork>

export const openPosts = (config: MastodonConfig, fetcher: typeof fetch): Posts => ({ mastodon: networks.mastodon.open(config, fetcher) })
