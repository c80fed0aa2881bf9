import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import { feedPage, linked, picture } from "../feed.ts"
import type { Ground, Twin } from "../twin.ts"

const token = "x-autonomax-sandbox"
const account = { id: "2244994945", name: "AutonomaX", username: "autonomax" }
type Post = { id: string; text: string; media: string[]; at: number }
type Media = { id: string; type: string; alt: string }

const Draft = z.strictObject({
  text: z.string().min(1),
  media: z
    .strictObject({
      media_ids: z
        .array(z.string().regex(/^[0-9]{1,19}$/))
        .min(1)
        .max(4),
    })
    .optional(),
})
const Upload = z.strictObject({ media: z.base64(), media_category: z.enum(["tweet_image", "tweet_gif", "tweet_video"]) })
const Metadata = z.strictObject({
  id: z.string().regex(/^[0-9]{1,19}$/),
  metadata: z.strictObject({ alt_text: z.strictObject({ text: z.string().max(1000) }) }),
})
const most = 100
const windowSeconds = 900

const refuse = (status: number, title: string, detail: string, headers: Record<string, string> = {}, type = "about:blank") =>
  Response.json({ title, detail, status, type }, { status, headers })
const invalid = (error: z.ZodError) =>
  refuse(400, "Invalid Request", z.prettifyError(error), {}, "https://api.x.com/2/problems/invalid-request")

/** Links count 23; Latin letters 1; the rest 2. Written apart from the adapter's, so that the two check each other. */
export function weigh(text: string): number {
  const shortened = text.replaceAll(/https?:\/\/\S+/g, "x".repeat(23)).normalize("NFC")
  const whole = shortened.replaceAll(/\p{RGI_Emoji}/gv, "xx")
  return Array.from(whole, (sign) =>
    (sign.codePointAt(0) ?? 0) < 4352 || /[\u2000-\u200d\u2010-\u201f\u2032-\u2037]/.test(sign) ? 1 : 2,
  ).reduce((sum: number, weight) => sum + weight, 0)
}

/** X API v2: media with alt texts, posts, the account's timeline. It refuses the same text twice and says when its window ends. */
export function xTwin(ground: Ground): Twin {
  const [posts, media] = [ground.rows.of<Post>("post"), ground.rows.of<Media>("media")]
  const windows = ground.rows.of<{ from: number; n: number }>("window")
  const seconds = () => Math.floor(ground.now() / 1000)
  const limits = () => {
    const row = windows.get("posts")
    return row && row.from + windowSeconds > seconds() ? row : { from: seconds(), n: 0 }
  }
  const rateHeaders = ({ from, n }: { from: number; n: number }) => ({
    "x-rate-limit-limit": String(most),
    "x-rate-limit-remaining": String(Math.max(0, most - n)),
    "x-rate-limit-reset": String(from + windowSeconds),
  })
  const admit = (request: IRequestStrict) => {
    const header = request.headers.get("authorization") ?? ""
    const signed = ["oauth_consumer_key", "oauth_nonce", "oauth_signature", "oauth_timestamp", "oauth_version"].every((name) =>
      header.includes(`${name}="`),
    )
    return header.startsWith("OAuth ") && signed && header.includes(`oauth_token="${token}"`)
      ? undefined
      : refuse(401, "Unauthorized", "Unauthorized")
  }
  const publish = async (request: IRequestStrict) => {
    const open = limits()
    if (open.n >= most) return refuse(429, "Too Many Requests", "Too Many Requests", rateHeaders(open))
    windows.put("posts", { ...open, n: open.n + 1 })
    const read = Draft.safeParse(await request.json().catch(() => null))
    if (!read.success) return invalid(read.error)
    const { text, media: shown } = read.data
    if (weigh(text) > 280)
      return refuse(400, "Invalid Request", "Your post text is too long.", {}, "https://api.x.com/2/problems/invalid-request")
    if (shown?.media_ids.some((id) => !media.get(id)))
      return refuse(400, "Invalid Request", "Your media IDs are invalid.", {}, "https://api.x.com/2/problems/invalid-request")
    if (posts.all().some((one) => one.text === text))
      return refuse(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.")
    const id = String(ground.rows.next("post", 1_990_000_000))
    posts.put(id, { id, text, media: shown?.media_ids ?? [], at: ground.now() })
    return Response.json({ data: { id, text } }, { status: 201, headers: rateHeaders({ ...open, n: open.n + 1 }) })
  }
  const upload = async (request: IRequestStrict) => {
    const read = Upload.safeParse(await request.json().catch(() => null))
    if (!read.success) return invalid(read.error)
    const bytes = Uint8Array.from(atob(read.data.media), (sign) => sign.charCodeAt(0))
    if (bytes.length > 5_000_000)
      return refuse(400, "Invalid Request", "File size exceeds 5 MB.", {}, "https://api.x.com/2/problems/invalid-request")
    const id = String(ground.rows.next("media", 1_880_000_000))
    ground.rows.putFile(id, bytes)
    media.put(id, { id, type: bytes[0] === 0x89 ? "image/png" : "image/jpeg", alt: "" })
    return Response.json({ data: { id, media_key: `3_${id}`, size: bytes.length, expires_after_secs: 86_400 } })
  }
  const describe = async (request: IRequestStrict) => {
    const read = Metadata.safeParse(await request.json().catch(() => null))
    if (!read.success) return invalid(read.error)
    const one = media.get(read.data.id)
    if (!one) return refuse(404, "Not Found Error", "Could not find media.")
    media.put(one.id, { ...one, alt: read.data.metadata.alt_text.text })
    return Response.json({ data: { id: one.id, associated_metadata: read.data.metadata } })
  }
  const timeline = () => {
    const list = posts.all().slice(0, 50)
    const data = list.map(({ id, text }) => ({ id, text, edit_history_tweet_ids: [id], entities: { urls: urlsOf(text) } }))
    return Response.json({ ...(data.length > 0 ? { data } : {}), meta: { result_count: data.length } })
  }
  const page = (list: Post[]) =>
    feedPage(
      { name: "Sandbox X", home: "/x", who: "@autonomax" },
      list.map(({ id, text, media: ids, at }) => ({
        text: linked(text),
        url: `/x/i/status/${id}`,
        at,
        images: ids.map((one) => ({ src: `/x/media/${one}`, alt: media.get(one)?.alt ?? "" })),
      })),
    )
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? refuse(404, "Not Found", "Not Found")] })
    .all("/2/*", (request: IRequestStrict) => admit(request))
    .post("/2/tweets", publish)
    .post("/2/media/upload", upload)
    .post("/2/media/metadata", describe)
    .get("/2/users/me", () => Response.json({ data: account }))
    .get("/2/users/:id/tweets", timeline)
    .get("/x", () => page(posts.all()))
    .get("/x/i/status/:id", ({ params }) => {
      const post = posts.get(params.id ?? "")
      return post && page([post])
    })
    .get("/x/media/:id", ({ params }) => picture(ground.rows.getFile(params.id ?? ""), media.get(params.id ?? "")?.type ?? "image/png"))
  return { fetch: (request) => router.fetch(request) }
}

function urlsOf(text: string) {
  return Array.from(text.matchAll(/https?:\/\/\S+/g), ({ 0: url, index }) => ({
    start: index,
    end: index + url.length,
    url: "https://t.co/sandbox",
    expanded_url: url,
    display_url: url.replace(/^https?:\/\//, "").slice(0, 26),
  }))
}
