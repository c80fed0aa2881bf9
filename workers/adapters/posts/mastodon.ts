import { z } from "zod"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { fitPost, PostError, type Post, type Posted, type PostNetwork } from "./post.ts"
import { ask, readAs, refusal, succeeded, type Ask } from "./request.ts"
import type { PostDeps } from "./index.ts"

export const mastodonEnv = z.object({
  MASTODON_URL: z.url().optional().describe("https://your.instance; default: the sandbox"),
  MASTODON_TOKEN: z.string().min(8).optional().describe("access token with read:accounts, read:statuses, write:statuses and write:media"),
})
export type MastodonConfig = z.infer<typeof mastodonEnv> & SandboxConfig

const Status = z.object({ id: z.string(), url: z.string().nullable(), uri: z.string(), content: z.string() })
const Media = z.object({ id: z.string(), url: z.string().nullable() })
const Account = z.object({ id: z.string() })
const Refused = z.object({ error: z.string(), error_description: z.string().optional() })
const Instance = z.object({
  configuration: z.object({
    statuses: z.object({ max_characters: z.int(), characters_reserved_per_url: z.int() }),
    media_attachments: z.object({ image_size_limit: z.int(), description_limit: z.int().default(1500) }),
  }),
})
type Rules = z.infer<typeof Instance>["configuration"]

const name = "Mastodon"
const usual = { limit: 500, linkLength: 23 }
/** An instance's rules change by a setting of its operator, so they are asked for again after an hour. */
const rulesOf = new Map<string, { at: number; rules: Rules }>()
const checks = 8

/** Mastodon's REST API: the picture first, then the status that shows it, within the instance's own limits. */
export function mastodon(config: MastodonConfig, { fetch, now, wait }: PostDeps): PostNetwork {
  const at = endpoint({
    sandbox: config.SANDBOX_URL,
    live: config.MASTODON_URL ?? config.SANDBOX_URL,
    url: config.MASTODON_URL,
    secret: config.MASTODON_TOKEN,
    sandboxSecret: "mastodon_autonomax_sandbox",
  })
  const send = async ({ url, headers, ...rest }: Ask) => {
    const reply = await ask(name, fetch, { ...rest, url: `${at.url}${url}`, headers: { ...headers, authorization: `Bearer ${at.secret}` } })
    if (succeeded(reply)) return reply
    const said = Refused.safeParse(reply.body).data
    throw refusal(name, reply, [said?.error, said?.error_description].filter(Boolean).join(": "), now())
  }
  const rules = async (): Promise<Rules> => {
    const known = rulesOf.get(at.url)
    if (known && now().getTime() - known.at < 3_600_000) return known.rules
    const { configuration } = readAs(name, await send({ method: "GET", url: "/api/v2/instance" }), Instance)
    rulesOf.set(at.url, { at: now().getTime(), rules: configuration })
    return configuration
  }
  /** A picture that is answered with 202 is still being processed; a status that shows it is refused until it is ready. */
  const upload = async ({ image, alt }: Post, limits: Rules["media_attachments"]): Promise<string[]> => {
    if (!image || image.bytes.length > limits.image_size_limit) return []
    const form = new FormData()
    form.append("file", new Blob([Uint8Array.from(image.bytes)], { type: image.mediaType }), image.name)
    form.append("description", alt.slice(0, limits.description_limit))
    const reply = await send({ url: "/api/v2/media", body: form })
    const { id } = readAs(name, reply, Media)
    for (let n = 0, { status } = reply; status === 202 || status === 206; n++) {
      if (n === checks) throw new PostError("Mastodon is still processing the picture; try again in a minute.", true, 60)
      await wait(250 * 2 ** n)
      status = (await send({ method: "GET", url: `/api/v1/media/${id}` })).status
    }
    return [id]
  }
  const posted = ({ id, url, uri }: z.infer<typeof Status>): Posted => ({ id, url: url ?? uri })
  return {
    name: "mastodon",
    mode: at.mode,
    limit: usual.limit,
    linkLength: () => usual.linkLength,
    async post(post) {
      const { statuses, media_attachments } = await rules()
      const status = fitPost(post.text, post.link, statuses.max_characters, statuses.characters_reserved_per_url)
      const body = JSON.stringify({ status, media_ids: await upload(post, media_attachments), visibility: "public", language: "en" })
      const headers = { "content-type": "application/json", "idempotency-key": post.idempotencyKey }
      return posted(readAs(name, await send({ url: "/api/v1/statuses", body, headers }), Status))
    },
    // The instance remembers a key for an hour; after that only the status itself tells.
    async find({ link }) {
      const { id } = readAs(name, await send({ method: "GET", url: "/api/v1/accounts/verify_credentials" }), Account)
      const url = `/api/v1/accounts/${id}/statuses?limit=40&exclude_replies=true&exclude_reblogs=true`
      const found = readAs(name, await send({ method: "GET", url }), z.array(Status))
      const same = found.find(({ content }) => content.replaceAll("&amp;", "&").includes(link))
      return same ? posted(same) : null
    },
  }
}
