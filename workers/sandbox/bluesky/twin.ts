import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import { feedPage, picture, type Shown } from "../feed.ts"
import { html, type Markup } from "../page.ts"
import type { Ground, Twin } from "../twin.ts"
import { cidOf, jwtOf } from "./ids.ts"
import { faultOf, PostRecord } from "./rules.ts"

const password = "bluesky-autonomax-sandbox"
const did = "did:plc:autonomaxsandbox2222222a"
const collection = "app.bsky.feed.post"
const lifeSeconds = 7200
type Kept = { rkey: string; record: PostRecord; cid: string; at: number }
type File = { cid: string; mimeType: string; size: number }
type Grant = { kind: "access" | "refresh"; pair: string; exp: number; used?: boolean }

const SignIn = z.object({ identifier: z.string(), password: z.string() })
const Write = z.object({
  repo: z.literal(did),
  collection: z.literal(collection),
  rkey: z.string().regex(/^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/, "The record key must be a TID"),
  record: PostRecord,
})
const refuse = (status: number, error: string, message: string, headers: Record<string, string> = {}) =>
  Response.json({ error, message }, { status, headers })

/** A PDS with one account: sessions that rotate, blobs, posts under keys of the client's, and the app's page. */
export function blueskyTwin(ground: Ground): Twin {
  const [records, files, grants] = [ground.rows.of<Kept>("record"), ground.rows.of<File>("file"), ground.rows.of<Grant>("grant")]
  const counts = ground.rows.of<{ from: number; n: number }>("count")
  const seconds = () => Math.floor(ground.now() / 1000)
  /** 5,000 points an hour, 3 for a record; 30 sign-ins in 5 minutes. */
  const overLimit = (name: string, cost: number, most: number, windowSeconds: number) => {
    const row = counts.get(name)
    const open = row && row.from + windowSeconds > seconds() ? row : { from: seconds(), n: 0 }
    counts.put(name, { ...open, n: open.n + cost })
    if (open.n + cost <= most) return null
    const headers = { "ratelimit-limit": String(most), "ratelimit-remaining": "0", "ratelimit-reset": String(open.from + windowSeconds) }
    return refuse(429, "RateLimitExceeded", "Rate Limit Exceeded", headers)
  }
  const grant = () => {
    const pair = crypto.randomUUID()
    const make = (kind: "access" | "refresh", life: number) => {
      const exp = seconds() + life
      const token = jwtOf({ scope: `com.atproto.${kind === "access" ? "appPass" : "refresh"}`, sub: did, iat: seconds(), exp })
      grants.put(token, { kind, pair, exp })
      return token
    }
    return Response.json({
      accessJwt: make("access", lifeSeconds),
      refreshJwt: make("refresh", 60 * 86_400),
      handle: "autonomax.bsky.social",
      did,
      active: true,
    })
  }
  const signIn = async (request: IRequestStrict) => {
    const full = overLimit("sign-in", 1, 30, 300)
    if (full) return full
    const read = SignIn.safeParse(await request.json().catch(() => null))
    if (!read.success || read.data.password !== password) return refuse(401, "AuthenticationRequired", "Invalid identifier or password")
    return grant()
  }
  const admit = (request: IRequestStrict, kind: Grant["kind"]): Response | undefined => {
    const token = request.headers.get("authorization")?.replace("Bearer ", "") ?? ""
    const known = grants.get(token)
    if (!known || known.kind !== kind) return refuse(401, "InvalidToken", "Token could not be verified")
    if (known.exp <= seconds() || known.used) return refuse(400, "ExpiredToken", "Token has expired")
    // A refresh ends what it replaces.
    if (kind === "refresh") grants.put(token, { ...known, used: true })
    return undefined
  }
  const upload = async (request: IRequestStrict) => {
    const bytes = new Uint8Array(await request.arrayBuffer())
    const cid = await cidOf("raw", bytes)
    ground.rows.putFile(cid, bytes)
    const file = files.put(cid, { cid, mimeType: request.headers.get("content-type") ?? "*/*", size: bytes.length })
    return Response.json({ blob: { $type: "blob", ref: { $link: cid }, mimeType: file.mimeType, size: file.size } })
  }
  const write = async (request: IRequestStrict) => {
    const full = overLimit("points", 3, 5000, 3600)
    if (full) return full
    const read = Write.safeParse(await request.json().catch(() => null))
    if (!read.success) return refuse(400, "InvalidRequest", `Invalid ${collection} record: ${z.prettifyError(read.error)}`)
    const { rkey, record } = read.data
    const fault = faultOf(record, (cid) => files.get(cid))
    if (fault) return refuse(400, "InvalidRequest", `Invalid ${collection} record: ${fault}`)
    const cid = await cidOf("cbor", new TextEncoder().encode(JSON.stringify(record)))
    records.put(rkey, { rkey, record, cid, at: ground.now() })
    const commit = { cid: await cidOf("cbor", new TextEncoder().encode(rkey)), rev: rkey }
    return Response.json({ uri: `at://${did}/${collection}/${rkey}`, cid, commit, validationStatus: "valid" })
  }
  const read = (request: IRequestStrict) => {
    const rkey = new URL(request.url).searchParams.get("rkey") ?? ""
    const kept = records.get(rkey)
    const uri = `at://${did}/${collection}/${rkey}`
    return kept
      ? Response.json({ uri, cid: kept.cid, value: kept.record })
      : refuse(400, "RecordNotFound", `Could not locate record: ${uri}`)
  }
  const page = (list: Kept[]) => feedPage({ name: "Sandbox Sky", home: "/bluesky", who: "@autonomax.bsky.social" }, list.map(shown))
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? refuse(404, "MethodNotImplemented", "Method Not Implemented")] })
    .post("/xrpc/com.atproto.server.createSession", signIn)
    .post("/xrpc/com.atproto.server.refreshSession", (request) => admit(request, "refresh") ?? grant())
    .get("/xrpc/com.atproto.repo.getRecord", read)
    .all("/xrpc/*", (request: IRequestStrict) => admit(request, "access"))
    .post("/xrpc/com.atproto.repo.uploadBlob", upload)
    .post("/xrpc/com.atproto.repo.putRecord", write)
    .get("/bluesky", () => page(records.all()))
    .get("/bluesky/profile/:who/post/:rkey", ({ params }) => {
      const kept = records.get(params.rkey ?? "")
      return kept && page([kept])
    })
    .get("/bluesky/blob/:cid", ({ params }) =>
      picture(ground.rows.getFile(params.cid ?? ""), files.get(params.cid ?? "")?.mimeType ?? "image/png"),
    )
  return { fetch: (request) => router.fetch(request), expired: () => refuse(400, "ExpiredToken", "Token has expired") }
}

function shown({ rkey, record, at }: Kept): Shown {
  const { embed } = record
  const images = embed?.$type === "app.bsky.embed.images" ? embed.images : []
  const card = embed?.$type === "app.bsky.embed.external" ? embed.external : null
  return {
    text: faceted(record),
    url: `/bluesky/profile/autonomax.bsky.social/post/${rkey}`,
    at,
    images: images.map(({ image, alt }) => ({ src: `/bluesky/blob/${image.ref.$link}`, alt })),
    ...(card
      ? {
          card: {
            uri: card.uri,
            title: card.title,
            about: card.description,
            thumb: card.thumb ? `/bluesky/blob/${card.thumb.ref.$link}` : null,
          },
        }
      : {}),
  }
}

/** The text with its facets as links, cut by bytes as the app does. */
function faceted({ text, facets }: PostRecord): Markup[] {
  const bytes = new TextEncoder().encode(text)
  const cut = (from: number, to?: number) => new TextDecoder().decode(bytes.slice(from, to))
  const parts: Markup[] = []
  let at = 0
  for (const { index, features } of facets.toSorted((a, b) => a.index.byteStart - b.index.byteStart)) {
    const [feature] = features
    const uri = feature && "uri" in feature ? feature.uri : "/bluesky"
    parts.push(html`${cut(at, index.byteStart)}`, html`<a href="${uri}">${cut(index.byteStart, index.byteEnd)}</a>`)
    at = index.byteEnd
  }
  return [...parts, html`${cut(at)}`]
}
