import { z } from "zod"
import { endpoint, type SandboxConfig } from "../sandbox.ts"
import { findInPages } from "./pinterest-pages.ts"
import { base64, fitText, PostError, type Post, type Posted, type PostNetwork } from "./post.ts"
import { ask, readAs, refusal, succeeded, type Ask } from "./request.ts"
import type { PostDeps } from "./index.ts"

export const pinterestEnv = z.object({
  PINTEREST_TOKEN: z.string().min(8).optional().describe("access token with boards, pins (and ads) read and write; turns on Pinterest"),
  PINTEREST_URL: z.url().optional().describe("where Pinterest answers; https://api.pinterest.com when the token is set, else the sandbox"),
  PINTEREST_BOARD: z.string().min(1).max(50).default("New in the shop").describe("the board that is pinned to; made when it is missing"),
})
export type PinterestConfig = z.infer<typeof pinterestEnv> & SandboxConfig

const name = "Pinterest"
const Refused = z.object({ code: z.int(), message: z.string() })
const Named = z.object({ id: z.string(), name: z.string() })
const Boards = z.object({ items: z.array(Named), bookmark: z.string().nullish() })
const Pin = z.object({ id: z.string(), link: z.string().nullish() })
const Pins = z.object({ items: z.array(Pin), bookmark: z.string().nullish() })

/** Address and token of the account, which posts and ads share. */
export const pinterestAt = (config: Pick<PinterestConfig, "PINTEREST_TOKEN" | "PINTEREST_URL" | "SANDBOX_URL">) =>
  endpoint({
    sandbox: config.SANDBOX_URL,
    live: "https://api.pinterest.com",
    url: config.PINTEREST_URL,
    secret: config.PINTEREST_TOKEN,
    sandboxSecret: "pinterest_autonomax_sandbox",
  })

/** Pinterest API v5: a pin with its picture and its link on one board. It knows no idempotency key, so a pin is looked for by its link before it is made. */
export function pinterest(config: PinterestConfig, { fetch, now }: PostDeps): PostNetwork {
  const at = pinterestAt(config)
  const web = at.mode === "live" ? "https://www.pinterest.com" : `${at.url}/pinterest`
  const send = async ({ method = "GET", url, body }: Ask) => {
    const headers = { authorization: `Bearer ${at.secret}`, ...(body ? { "content-type": "application/json" } : {}) }
    const reply = await ask(name, fetch, { method, url: `${at.url}/v5/${url}`, body, headers })
    if (succeeded(reply)) return reply
    const said = Refused.safeParse(reply.body).data
    throw reply.status === 401
      ? new PostError("Pinterest does not know the token any more: make a new one for PINTEREST_TOKEN.", false)
      : refusal(name, reply, said?.message ?? "", now())
  }
  const boardOf = async (make: boolean): Promise<string | null> => {
    const load = async (query: URLSearchParams) => readAs(name, await send({ url: `boards?${query}` }), Boards)
    const board = await findInPages(load, (one) => one.name === config.PINTEREST_BOARD)
    if (board) return board.id
    if (!make) return null
    const body = JSON.stringify({ name: config.PINTEREST_BOARD, privacy: "PUBLIC" })
    return readAs(name, await send({ method: "POST", url: "boards", body }), Named).id
  }
  const posted = (id: string): Posted => ({ id, url: `${web}/pin/${id}/` })
  const pinned = async (board: string, link: string): Promise<Posted | null> => {
    const load = async (query: URLSearchParams) => readAs(name, await send({ url: `boards/${board}/pins?${query}` }), Pins)
    const pin = await findInPages(load, (one) => one.link === link)
    return pin && posted(pin.id)
  }
  return {
    name: "pinterest",
    mode: at.mode,
    limit: 800,
    // The link stands beside the text.
    linkLength: () => 0,
    async find({ link }) {
      const board = await boardOf(false)
      return board === null ? null : pinned(board, link)
    },
    async post(post) {
      const { image, link } = post
      if (!image) throw new PostError("Pinterest shows pictures: this product has no cover.", false)
      const board = await boardOf(true)
      if (!board) throw new PostError("Pinterest has no board to pin to.", false)
      const before = await pinned(board, link)
      if (before) return before
      const body = JSON.stringify({ ...words(post), link, board_id: board, media_source: source(image) })
      return posted(readAs(name, await send({ method: "POST", url: "pins", body }), Pin).id)
    },
  }
}

const words = ({ title, text, alt }: Post) => ({
  title: fitText(title, 100),
  description: fitText(text, 800),
  alt_text: fitText(alt, 500),
})

const source = ({ bytes, mediaType }: NonNullable<Post["image"]>) => ({
  source_type: "image_base64",
  content_type: mediaType,
  data: base64(bytes),
})
