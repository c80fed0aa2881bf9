import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import { feedPage, linked, picture } from "../feed.ts"
import { html } from "../page.ts"
import type { Ground, Twin } from "../twin.ts"
import { adRoutes } from "./ads.ts"

const token = "pinterest_autonomax_sandbox"
type Board = { id: string; name: string; privacy: string; at: number }
type Pin = { id: string; board: string; title: string; description: string; alt: string; link: string; type: string; at: number }

const NewBoard = z.object({ name: z.string().min(1).max(50), privacy: z.enum(["PUBLIC", "PROTECTED", "SECRET"]).default("PUBLIC") })
const NewPin = z.object({
  board_id: z.string().regex(/^\d+$/),
  title: z.string().max(100).default(""),
  description: z.string().max(800).default(""),
  alt_text: z.string().max(500).default(""),
  link: z.url().max(2048),
  media_source: z.object({ source_type: z.literal("image_base64"), content_type: z.enum(["image/png", "image/jpeg"]), data: z.base64() }),
})
export const refuse = (status: number, code: number, message: string) => Response.json({ code, message }, { status })

/** Pinterest API v5: boards, pins with pictures, and the ads of one account. Pins have a page as their readers see it. */
export function pinterestTwin(ground: Ground): Twin {
  const [boards, pins] = [ground.rows.of<Board>("board"), ground.rows.of<Pin>("pin")]
  const admit = (request: IRequestStrict) =>
    request.headers.get("authorization") === `Bearer ${token}` ? undefined : refuse(401, 2, "Authentication failed.")
  const boardShape = ({ id, name, privacy, at }: Board) => ({
    id,
    name,
    privacy,
    created_at: new Date(at).toISOString(),
    pin_count: pins.all().filter(({ board }) => board === id).length,
    owner: { username: "autonomax" },
  })
  const pinShape = ({ id, board, title, description, alt, link, at }: Pin) => ({
    id,
    board_id: board,
    title,
    description,
    alt_text: alt,
    link,
    created_at: new Date(at).toISOString(),
    creative_type: "REGULAR",
    is_owner: true,
    board_owner: { username: "autonomax" },
    media: { media_type: "image", images: { "600x": { width: 600, height: 800, url: `https://i.pinimg.example/${id}.png` } } },
  })
  /** Pages by a bookmark: how many came before. */
  const paged = <T>(request: IRequestStrict, list: T[]) => {
    const query = new URL(request.url).searchParams
    const [from, size] = [Number(query.get("bookmark") ?? 0), Number(query.get("page_size") ?? 25)]
    return Response.json({ items: list.slice(from, from + size), bookmark: from + size < list.length ? String(from + size) : null })
  }
  const makeBoard = async (request: IRequestStrict) => {
    const read = NewBoard.safeParse(await request.json().catch(() => null))
    if (!read.success) return refuse(400, 1, z.prettifyError(read.error))
    if (boards.all().some(({ name }) => name === read.data.name)) return refuse(400, 58, "You already have a board with this name.")
    const id = String(ground.rows.next("board", 549_755_885_000))
    return Response.json(boardShape(boards.put(id, { id, ...read.data, at: ground.now() })), { status: 201 })
  }
  const makePin = async (request: IRequestStrict) => {
    const read = NewPin.safeParse(await request.json().catch(() => null))
    if (!read.success) return refuse(400, 1, z.prettifyError(read.error))
    const { board_id: board, alt_text: alt, title, description, link, media_source } = read.data
    if (!boards.get(board)) return refuse(404, 40, "Board not found.")
    const id = String(ground.rows.next("pin", 813_744_226_420))
    ground.rows.putFile(
      id,
      Uint8Array.from(atob(media_source.data), (sign) => sign.charCodeAt(0)),
    )
    pins.put(id, { id, board, title, description, alt, link, type: media_source.content_type, at: ground.now() })
    const kept = pins.get(id)
    return kept ? Response.json(pinShape(kept), { status: 201 }) : refuse(500, -1, "The pin was not kept.")
  }
  const page = (list: Pin[]) =>
    feedPage(
      { name: "Sandbox Pins", home: "/pinterest", who: "autonomax" },
      list.map(({ id, title, description, alt, link, at }) => ({
        text: [html`<strong>${title}</strong> `, ...linked(`${description} `), html`<a href="${link}">Visit</a>`],
        url: `/pinterest/pin/${id}/`,
        at,
        images: [{ src: `/pinterest/image/${id}`, alt }],
      })),
    )
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? refuse(404, 40, "Not found.")] })
    .all("/v5/*", (request: IRequestStrict) => admit(request))
    .get("/v5/boards", (request) => paged(request, boards.all().map(boardShape)))
    .post("/v5/boards", makeBoard)
    .post("/v5/pins", makePin)
    .get("/v5/boards/:id/pins", (request) =>
      paged(
        request,
        pins
          .all()
          .filter(({ board }) => board === request.params.id)
          .map(pinShape),
      ),
    )
    .get("/pinterest", () => page(pins.all()))
    .get("/pinterest/pin/:id", ({ params }) => {
      const pin = pins.get(params.id ?? "")
      return pin && page([pin])
    })
    .get("/pinterest/image/:id", ({ params }) =>
      picture(ground.rows.getFile(params.id ?? ""), pins.get(params.id ?? "")?.type ?? "image/png"),
    )
  adRoutes(router, ground, (id) => pins.get(id) !== null)
  return { fetch: (request) => router.fetch(request) }
}
