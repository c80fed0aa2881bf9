import { z } from "zod"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { fitPost, PostError, type Post, type PostNetwork } from "./post.ts"

export const mastodonEnv = z.object({
  MASTODON_URL: z.url().optional().describe("https://your.instance; default: the sandbox"),
  MASTODON_TOKEN: z.string().min(8).optional().describe("access token with write:statuses and write:media"),
})
export type MastodonConfig = z.infer<typeof mastodonEnv> & SandboxConfig

const Status = z.object({ id: z.string(), url: z.string().nullable(), uri: z.string() })
const Media = z.object({ id: z.string() })
const Refused = z.object({ error: z.string() })

/** Mastodon counts every link as this many characters, whatever its length. */
const linkLength = 23

/** Mastodon's REST API: the picture first, then the status that shows it. */
export function mastodon(config: MastodonConfig, fetcher: typeof fetch): PostNetwork {
  const at = endpoint({
    sandbox: config.SANDBOX_URL,
    live: config.MASTODON_URL ?? config.SANDBOX_URL,
    url: config.MASTODON_URL,
    secret: config.MASTODON_TOKEN,
    sandboxSecret: "mastodon_autonomax_sandbox",
  })
  const send = async <T extends z.ZodType>(path: string, init: { body: BodyInit; headers?: Record<string, string> }, shape: T) => {
    const headers = { ...init.headers, authorization: `Bearer ${at.secret}` }
    const request = { method: "POST", body: init.body, headers, signal: AbortSignal.timeout(20_000) }
    const answer = await fetcher(`${at.url}${path}`, request).catch((error: unknown) => {
      throw new PostError(`Mastodon could not be reached: ${String(error)}`, true)
    })
    const body: unknown = await answer.json().catch(() => null)
    if (answer.ok) return shape.parse(body)
    const said = Refused.safeParse(body).data?.error ?? "no reason given"
    const wait = Number(answer.headers.get("retry-after")) || undefined
    throw new PostError(`Mastodon answered ${answer.status}: ${said}`, answer.status === 429 || answer.status >= 500, wait)
  }
  const upload = async ({ image, alt }: Post) => {
    if (!image) return []
    const form = new FormData()
    form.append("file", new Blob([Uint8Array.from(image.bytes)], { type: image.mediaType }), image.name)
    form.append("description", alt.slice(0, 1500))
    return [(await send("/api/v2/media", { body: form }, Media)).id]
  }
  return {
    name: "mastodon",
    mode: at.mode,
    limit: 500,
    async post(post) {
      const status = fitPost(post.text, post.link, 500, linkLength)
      const body = JSON.stringify({ status, media_ids: await upload(post), visibility: "public", language: "en" })
      const headers = { "content-type": "application/json", "idempotency-key": post.idempotencyKey }
      const { id, url, uri } = await send("/api/v1/statuses", { body, headers }, Status)
      return { id, url: url ?? uri }
    },
  }
}
