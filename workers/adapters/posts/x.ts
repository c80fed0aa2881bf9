import { z } from "zod"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { base64, fitPost, PostError, type Post, type Posted, type PostNetwork } from "./post.ts"
import { ask, readAs, refusal, succeeded, type Ask, type Reply } from "./request.ts"
import { oauthHeader } from "./x-oauth.ts"
import { xLimit, xLinkLength, xWeight } from "./x-text.ts"
import type { PostDeps } from "./index.ts"

export const xEnv = z.object({
  X_API_KEY: z.string().min(8).optional().describe("consumer key of your app at X; with the three below it turns on X"),
  X_API_SECRET: z.string().min(8).optional().describe("its secret"),
  X_ACCESS_TOKEN: z.string().min(8).optional().describe("access token of the account that posts, read and write"),
  X_ACCESS_SECRET: z.string().min(8).optional().describe("its secret"),
  X_URL: z.url().optional().describe("where X answers; https://api.x.com when the access token is set, else the sandbox"),
})
export type XConfig = z.infer<typeof xEnv> & SandboxConfig

const name = "X"
const Made = z.object({ data: z.object({ id: z.string() }) })
const Refused = z.object({
  detail: z.string().optional(),
  title: z.string().optional(),
  message: z.string().optional(),
  type: z.string().optional(),
})
const Timeline = z.object({
  data: z
    .array(
      z.object({
        id: z.string(),
        entities: z.object({ urls: z.array(z.object({ expanded_url: z.string().optional() })).default([]) }).default({ urls: [] }),
      }),
    )
    .default([]),
})
const pictureLimit = 5_000_000

/** X API v2. It knows no idempotency key: a post that may be out is looked for by its link, which is ours alone. */
export function x(config: XConfig, { fetch, now }: PostDeps): PostNetwork {
  const at = endpoint({
    sandbox: config.SANDBOX_URL,
    live: "https://api.x.com",
    url: config.X_URL,
    secret: config.X_ACCESS_TOKEN,
    sandboxSecret: "x-autonomax-sandbox",
  })
  const web = at.mode === "live" ? "https://x.com" : `${at.url}/x`
  const keys = {
    key: config.X_API_KEY ?? "x-app-sandbox",
    secret: config.X_API_SECRET ?? "x-app-secret",
    token: at.secret,
    tokenSecret: config.X_ACCESS_SECRET ?? "x-token-secret",
  }
  const reach = async ({ method = "POST", url, body }: Ask): Promise<Reply> => {
    const whole = `${at.url}/2/${url}`
    const authorization = await oauthHeader(
      method,
      whole,
      keys,
      crypto.randomUUID().replaceAll("-", ""),
      Math.floor(now().getTime() / 1000),
    )
    return ask(name, fetch, {
      method,
      url: whole,
      body,
      headers: { authorization, ...(body ? { "content-type": "application/json" } : {}) },
    })
  }
  const send = async (one: Ask): Promise<Reply> => {
    const reply = await reach(one)
    if (succeeded(reply)) return reply
    throw explain(reply, now())
  }
  const posted = (id: string): Posted => ({ id, url: `${web}/i/status/${id}` })
  const upload = async ({ image, alt }: Post): Promise<string[]> => {
    if (!image || image.bytes.length > pictureLimit) return []
    const body = JSON.stringify({ media: base64(image.bytes), media_category: "tweet_image" })
    const { id } = readAs(name, await send({ url: "media/upload", body }), Made).data
    if (alt) await send({ url: "media/metadata", body: JSON.stringify({ id, metadata: { alt_text: { text: alt.slice(0, 1000) } } }) })
    return [id]
  }
  const find = async ({ link }: Post): Promise<Posted | null> => {
    const { id } = readAs(name, await send({ method: "GET", url: "users/me" }), Made).data
    const query = new URLSearchParams({ max_results: "50", "post.fields": "entities" })
    const { data } = readAs(name, await send({ method: "GET", url: `users/${id}/tweets?${query}` }), Timeline)
    const same = data.find(({ entities }) => entities.urls.some(({ expanded_url }) => expanded_url === link))
    return same ? posted(same.id) : null
  }
  return {
    name: "x",
    mode: at.mode,
    limit: xLimit,
    linkLength: () => xLinkLength,
    find,
    async post(post) {
      const media = await upload(post)
      const text = fitPost(post.text, post.link, xLimit, xLinkLength, xWeight)
      const body = JSON.stringify({ text, ...(media.length > 0 ? { media: { media_ids: media } } : {}) })
      const reply = await reach({ url: "tweets", body })
      if (succeeded(reply)) return posted(readAs(name, reply, Made).data.id)
      // What X calls a duplicate may be ours, whose answer was lost.
      const before = /duplicate/i.test(JSON.stringify(reply.body)) ? await find(post) : null
      if (before) return before
      throw explain(reply, now())
    },
  }
}

/** X tells when a window ends, never how long to wait; a spend cap is not mended by waiting. */
function explain(reply: Reply, now: Date): PostError {
  const said = Refused.safeParse(reply.body).data
  const words = said?.detail ?? said?.message ?? said?.title ?? ""
  if (reply.status === 402 || said?.type?.endsWith("/usage-capped") || /spend cap|credits/i.test(words))
    return new PostError(
      `X posts nothing more for this app: its spend cap or its credits are used up (${words || "no reason given"}).`,
      false,
    )
  return refusal(name, reply, words, now)
}
