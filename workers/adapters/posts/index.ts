import { z } from "zod"
import type { Tokens } from "../tokens.ts"
import { bluesky, blueskyEnv, type BlueskyConfig } from "./bluesky.ts"
import { mastodon, mastodonEnv, type MastodonConfig } from "./mastodon.ts"
import { pinterest, pinterestEnv, type PinterestConfig } from "./pinterest.ts"
import type { PostNetwork } from "./post.ts"
import { x, xEnv, type XConfig } from "./x.ts"

export type { Post, Posted, PostNetwork } from "./post.ts"
export { fitPost, fitText, PostError } from "./post.ts"

/** What the networks stand on. */
export type PostDeps = { fetch: typeof fetch; tokens: Tokens; now(): Date; wait(ms: number): Promise<void> }
export type PostsConfig = MastodonConfig & BlueskyConfig & XConfig & PinterestConfig

/** Every network that a product is announced on, in order. */
export const networks = {
  mastodon: { env: mastodonEnv, open: mastodon },
  bluesky: { env: blueskyEnv, open: bluesky },
  x: { env: xEnv, open: x },
  pinterest: { env: pinterestEnv, open: pinterest },
} satisfies Record<string, { env: object; open: (config: PostsConfig, deps: PostDeps) => PostNetwork }>
export const postsEnv = z.object({ ...mastodonEnv.shape, ...blueskyEnv.shape, ...xEnv.shape, ...pinterestEnv.shape })
export type NetworkName = keyof typeof networks
export type Posts = Record<NetworkName, PostNetwork>

export const openPosts = (config: PostsConfig, deps: PostDeps): Posts => ({
  mastodon: networks.mastodon.open(config, deps),
  bluesky: networks.bluesky.open(config, deps),
  x: networks.x.open(config, deps),
  pinterest: networks.pinterest.open(config, deps),
})
