import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import type { Ground, Twin } from "../twin.ts"
import { timeline } from "./pages.ts"
import { instance, ownAccount, statusShape, type Media, type Status } from "./shapes.ts"

const token = "mastodon_autonomax_sandbox"
const Draft = z.object({
  status: z.string().default(""),
  media_ids: z.array(z.string()).max(4, "Cannot attach more than 4 files").default([]),
  visibility: z.enum(["public", "unlisted", "private", "direct"]).default("public"),
  language: z.string().optional(),
})

const refuse = (status: number, error: string) => Response.json({ error }, { status })

/** As Mastodon counts: a link is 23 characters, whatever its length. */
const lengthOf = (text: string) => Array.from(text.replace(/https?:\/\/\S+/g, "x".repeat(23))).length

/** Mastodon: posting statuses with pictures, and a page that shows them. */
export function mastodonTwin(ground: Ground): Twin {
  const statuses = ground.rows.of<Status>("status")
  const media = ground.rows.of<Media>("media")
  const keys = ground.rows.of<{ status: string }>("key")
  const admit = (request: Request) =>
    request.headers.get("authorization") === `Bearer ${token}` ? undefined : refuse(401, "The access token is invalid")
  const shape = (request: Request, status: Status) =>
    statusShape(
      new URL(request.url).origin,
      status,
      status.media.flatMap((id) => media.get(id) ?? []),
    )
  const publish = async (request: IRequestStrict) => {
    const key = request.headers.get("idempotency-key")
    const before = key ? statuses.get(keys.get(key)?.status ?? "") : null
    if (before) return Response.json(shape(request, before))
    const read = Draft.safeParse(await request.json().catch(() => null))
    if (!read.success) return refuse(422, `Validation failed: ${z.prettifyError(read.error)}`)
    const { status: text, media_ids, visibility } = read.data
    if (!text.trim() && !media_ids.length) return refuse(422, "Validation failed: Text can't be blank")
    if (lengthOf(text) > 500) return refuse(422, "Validation failed: Text character limit of 500 exceeded")
    if (media_ids.some((id) => !media.get(id))) return refuse(422, "Validation failed: Media not found")
    if (media_ids.some((id) => (media.get(id)?.asked ?? 0) < 2))
      return refuse(422, "Cannot attach files that have not finished processing. Try again in a moment!")
    const id = String(ground.rows.next("status", 115_000_000_000))
    const status = statuses.put(id, { id, text, visibility, media: media_ids, at: ground.now() })
    if (key) keys.put(key, { status: id })
    return Response.json(shape(request, status))
  }
  const attach = async (request: IRequestStrict) => {
    const form = await request.formData()
    const file = form.get("file")
    const description = form.get("description")
    if (!(file instanceof Blob)) return refuse(422, "Validation failed: File can't be blank")
    const id = String(ground.rows.next("media", 115_000_000_000))
    ground.rows.putFile(id, new Uint8Array(await file.arrayBuffer()))
    const row = media.put(id, { id, type: file.type || "image/png", alt: typeof description === "string" ? description : "" })
    // Processed once it was asked for: the first answer has no address yet.
    return Response.json(mediaShape(request, row, false), { status: 202 })
  }
  const mediaShape = (request: IRequestStrict, { id, alt }: Media, ready: boolean) => {
    const url = ready ? `${new URL(request.url).origin}/mastodon/media/${id}` : null
    return { id, type: "image", url, preview_url: url, remote_url: null, meta: {}, description: alt, blurhash: null }
  }
  const processed = (request: IRequestStrict) => {
    const row = media.get(request.params.id ?? "")
    if (!row) return refuse(404, "Record not found")
    const asked = row.asked ?? 0
    media.put(row.id, { ...row, asked: asked + 1 })
    return Response.json(mediaShape(request, row, asked > 0), { status: asked > 0 ? 200 : 206 })
  }
  const own = (request: IRequestStrict) => {
    const most = Number(new URL(request.url).searchParams.get("limit") ?? 20)
    const latest = statuses.all().slice(0, Math.min(most, 40))
    return Response.json(latest.map((status) => shape(request, status)))
  }
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? refuse(404, "Record not found")] })
    .all("/api/*", (request: IRequestStrict) => admit(request))
    .get("/api/v1/accounts/verify_credentials", (request) => Response.json(ownAccount(new URL(request.url).origin)))
    .get("/api/v2/instance", (request) => Response.json(instance(new URL(request.url).host)))
    .get("/api/v1/accounts/:id/statuses", own)
    .post("/api/v2/media", attach)
    .get("/api/v1/media/:id", processed)
    .post("/api/v1/statuses", publish)
    .get("/api/v1/statuses/:id", (request) => {
      const status = statuses.get(request.params.id ?? "")
      return status && Response.json(shape(request, status))
    })
    .get("/mastodon", () => timeline(statuses.all(), media.all()))
    .get("/mastodon/@autonomax/:id", ({ params }) => {
      const status = statuses.get(params.id ?? "")
      return status && timeline([status], media.all())
    })
    .get("/mastodon/media/:id", ({ params }) => {
      const file = ground.rows.getFile(params.id ?? "")
      return file && new Response(file, { headers: { "content-type": media.get(params.id ?? "")?.type ?? "image/png" } })
    })
  return { fetch: (request) => router.fetch(request) }
}
