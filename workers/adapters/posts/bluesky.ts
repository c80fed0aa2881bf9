import { z } from "zod"
import { sha256 } from "#workers/lib/hash.ts"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { richText } from "./bluesky-text.ts"
import { openSession, type Session } from "./bluesky-session.ts"
import { pictureSize, type Post, type PostNetwork } from "./post.ts"
import { ask, readAs, refusal, succeeded, type Ask } from "./request.ts"
import type { PostDeps } from "./index.ts"

export const blueskyEnv = z.object({
  BLUESKY_URL: z.url().optional().describe("your PDS; https://bsky.social when the password is set, else the sandbox"),
  BLUESKY_HANDLE: z.string().default("autonomax.bsky.social").describe("the account that posts"),
  BLUESKY_APP_PASSWORD: z.string().min(8).optional().describe("an app password of that account, not its own one"),
})
export type BlueskyConfig = z.infer<typeof blueskyEnv> & SandboxConfig

const collection = "app.bsky.feed.post"
const name = "Bluesky"
const Refused = z.object({ error: z.string(), message: z.string().optional() })
const Put = z.object({ uri: z.string(), cid: z.string() })
/** A blob is handed back as it came. */
const Uploaded = z.object({ blob: z.record(z.string(), z.unknown()) })
const digits = "234567abcdefghijklmnopqrstuvwxyz"
/** Bytes: the lexicon takes 1,000,000 for a card's thumbnail and 2,000,000 for a picture. */
const thumbLimit = 1_000_000
const pictureLimit = 2_000_000

/** AT Protocol: a picture as a blob, then a record under a key of our own, so that posting it twice writes the same record. */
export function bluesky(config: BlueskyConfig, { fetch, now, tokens }: PostDeps): PostNetwork {
  const at = endpoint({
    sandbox: config.SANDBOX_URL,
    live: "https://bsky.social",
    url: config.BLUESKY_URL,
    secret: config.BLUESKY_APP_PASSWORD,
    sandboxSecret: "bluesky-autonomax-sandbox",
  })
  const web = at.mode === "live" ? "https://bsky.app" : `${at.url}/bluesky`
  const sessions = openSession({ url: at.url, identifier: config.BLUESKY_HANDLE, password: at.secret }, { fetch, now, tokens })
  const send = async (make: (session: Session) => Ask, again = true) => {
    const session = await sessions.current()
    const { url, headers, ...rest } = make(session)
    const reply = await ask(name, fetch, {
      ...rest,
      url: `${at.url}/xrpc/${url}`,
      headers: { ...headers, authorization: `Bearer ${session.access}` },
    })
    if (succeeded(reply)) return reply
    const said = Refused.safeParse(reply.body).data
    if (again && said?.error === "ExpiredToken") {
      await sessions.renew(session)
      return send(make, false)
    }
    throw refusal(name, reply, said?.message ?? said?.error ?? "", now())
  }
  const upload = async ({ bytes, mediaType }: NonNullable<Post["image"]>) => {
    const body = Uint8Array.from(bytes)
    return readAs(name, await send(() => ({ url: "com.atproto.repo.uploadBlob", body, headers: { "content-type": mediaType } })), Uploaded)
      .blob
  }
  /** A card that links as a whole; a cover too large for its thumbnail is shown as a picture instead. */
  const embedOf = async ({ image, title, text, link, alt }: Post) => {
    const size = image?.bytes.length ?? 0
    if (image && size > thumbLimit && size <= pictureLimit) {
      const shape = pictureSize(image)
      const picture = { image: await upload(image), alt: alt.slice(0, 1000), ...(shape ? { aspectRatio: shape } : {}) }
      return { $type: "app.bsky.embed.images", images: [picture] }
    }
    const thumb = image && size <= thumbLimit ? { thumb: await upload(image) } : {}
    return { $type: "app.bsky.embed.external", external: { uri: link, title, description: text.replaceAll(/#\S+/g, "").trim(), ...thumb } }
  }
  const urlOf = (rkey: string) => `${web}/profile/${config.BLUESKY_HANDLE}/post/${rkey}`
  return {
    name: "bluesky",
    mode: at.mode,
    limit: 300,
    linkLength: () => 45,
    async post(post) {
      const rkey = await recordKey(post.idempotencyKey)
      const { text, facets } = richText(post.text, post.link, 300)
      const record = { $type: collection, text, facets, langs: ["en"], embed: await embedOf(post), createdAt: now().toISOString() }
      const headers = { "content-type": "application/json" }
      const make = ({ did }: Session) => ({
        url: "com.atproto.repo.putRecord",
        headers,
        body: JSON.stringify({ repo: did, collection, rkey, validate: true, record }),
      })
      const { uri } = readAs(name, await send(make), Put)
      return { id: uri, url: urlOf(rkey) }
    },
    async find({ idempotencyKey }) {
      const rkey = await recordKey(idempotencyKey)
      const session = await sessions.current()
      const query = new URLSearchParams({ repo: session.did, collection, rkey })
      const reply = await ask(name, fetch, { method: "GET", url: `${at.url}/xrpc/com.atproto.repo.getRecord?${query}` })
      if (succeeded(reply)) return { id: readAs(name, reply, z.object({ uri: z.string() })).uri, url: urlOf(rkey) }
      const said = Refused.safeParse(reply.body).data
      if (said?.error === "RecordNotFound") return null
      throw refusal(name, reply, said?.message ?? said?.error ?? "", now())
    },
  }
}

/** Posts are kept under TIDs: 13 signs of base32, the first bit 0. Ours is made of the key, so that the same key is the same record. */
export async function recordKey(key: string): Promise<string> {
  let bits = BigInt(`0x${(await sha256(key)).slice(0, 16)}`) & 0x7fffffffffffffffn
  let text = ""
  for (let n = 0; n < 13; n++) {
    text = (digits[Number(bits & 31n)] ?? "") + text
    bits >>= 5n
  }
  return text
}
