import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import type { Ground, Twin } from "../twin.ts"
import { answer } from "./graph.ts"
import { productPage, shelf } from "./pages.ts"
import { shopifyStore, type ShopifyStore } from "./store.ts"
import { costOf, take } from "./throttle.ts"

const token = "shpat_autonomax_sandbox"
const version = "2026-10"
const Query = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish() })

/** Shopify: the Admin API by GraphQL, staged uploads, and the shop window. */
export function shopifyTwin(ground: Ground): Twin {
  const store = shopifyStore(ground)
  const router = Router<IRequestStrict>({
    finally: [(reply) => reply ?? Response.json({ errors: "Not Found" }, { status: 404 })],
  })
    .post("/admin/api/:version/graphql.json", (request) => graphqlRoute(store, request))
    .post("/shopify/uploads", (request) => receive(store, request))
    .get("/shopify/files/:id", ({ params }) => {
      const file = store.ground.rows.getFile(params.id ?? "")
      return file && new Response(file, { headers: { "content-type": store.uploads.get(params.id ?? "")?.mimeType ?? "image/png" } })
    })
    .get("/shopify/products", () => shelf(store.products.all()))
    .get("/shopify/products/:handle", ({ params }) => {
      const product = store.byHandle(params.handle ?? "")
      return product && productPage(product)
    })
  return { fetch: (request) => router.fetch(request) }
}

async function graphqlRoute(store: ShopifyStore, request: IRequestStrict): Promise<Response> {
  const errors = (message: string, status: number) => Response.json({ errors: message }, { status })
  if (request.headers.get("x-shopify-access-token") !== token)
    return errors("[API] Invalid API key or access token (unrecognized login or wrong password)", 401)
  if (request.params.version !== version) return errors(`The sandbox plays ${version} only.`, 404)
  const read = Query.safeParse(await request.json().catch(() => null))
  if (!read.success) return errors("Required parameter missing or invalid: query", 400)
  const { query, variables } = read.data
  let requested = 1
  try {
    requested = costOf(query)
  } catch {
    // A document that does not parse is answered below, by graphql itself.
  }
  const { ok, cost } = take(store, requested)
  if (!ok) return Response.json({ errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }], extensions: { cost } })
  const reply = await answer(store, new URL(request.url).origin, query, variables ?? {})
  return Response.json({ ...reply, extensions: { cost } }, { headers: { "x-shopify-api-version": version } })
}

async function receive(store: ShopifyStore, request: Request): Promise<Response> {
  const form = await request.formData()
  const id = String(form.get("key"))
  const file = form.get("file")
  const upload = store.uploads.get(id)
  if (!upload || !(file instanceof Blob)) return new Response("Policy check failed.", { status: 403 })
  store.ground.rows.putFile(id, new Uint8Array(await file.arrayBuffer()))
  store.uploads.put(id, { ...upload, done: true })
  return new Response(null, { status: 201 })
}
