import { parse } from "graphql"
import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import { bodyText } from "../body.ts"
import { faultOf } from "../picture.ts"
import type { Ground, Twin } from "../twin.ts"
import { answer } from "./graph.ts"
import { buy, refund, totalOf } from "./orders.ts"
import { orderPage, productPage, shelf } from "./pages.ts"
import { shopifyStore, type ShopifyStore } from "./store.ts"
import { costOf, mostPoints, take } from "./throttle.ts"

const everything = ["write_products", "write_files", "write_publications", "read_orders"]
/** Who may do what: the app of the sandbox, and one that was installed with too little. */
const tokens: Record<string, string[]> = { shpat_autonomax_sandbox: everything, shpat_autonomax_reader: ["read_products"] }
const version = "2026-10"
const Query = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish() })

/** Shopify: the Admin API by GraphQL, staged uploads, and the shop window. */
export function shopifyTwin(ground: Ground): Twin {
  const store = shopifyStore(ground)
  const see = (request: Request, path: string) => Response.redirect(new URL(path, request.url).href, 303)
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
    .post("/shopify/products/:handle/buy", async (request) => {
      const product = store.byHandle(request.params.handle ?? "")
      const quantity = Number(new URLSearchParams(await bodyText(request)).get("quantity") ?? 1)
      if (!product || product.status !== "ACTIVE" || !product.publications.length || !(quantity >= 1 && quantity <= 99)) return undefined
      return see(request, `/shopify/orders/${buy(store, product, quantity).n}`)
    })
    .get("/shopify/orders/:n", ({ params }) => {
      const order = store.orders.get(params.n ?? "")
      return order && orderPage(order)
    })
    .post("/shopify/orders/:n/refund", async (request) => {
      const order = store.orders.get(request.params.n ?? "")
      if (!order) return undefined
      const asked = new URLSearchParams(await bodyText(request)).get("part")
      return see(request, `/shopify/orders/${refund(store, order, asked === "half" ? Math.round(totalOf(order) / 2) : totalOf(order)).n}`)
    })
  return { fetch: (request) => router.fetch(request), expired: () => unknownToken() }
}

const errors = (message: string, status: number) => Response.json({ errors: message }, { status })
const unknownToken = () => errors("[API] Invalid API key or access token (unrecognized login or wrong password)", 401)

async function graphqlRoute(store: ShopifyStore, request: IRequestStrict): Promise<Response> {
  const scopes = tokens[request.headers.get("x-shopify-access-token") ?? ""]
  if (!scopes) return unknownToken()
  if (request.params.version !== version) return errors(`The sandbox plays ${version} only.`, 404)
  const read = Query.safeParse(await request.json().catch(() => null))
  if (!read.success) return errors("Required parameter missing or invalid: query", 400)
  const { query, variables } = read.data
  const refuse = (message: string, code: string, extensions: object = {}) =>
    Response.json({ errors: [{ message, extensions: { code } }], extensions })
  let requested = 1
  let fields: string[] = []
  try {
    requested = costOf(query)
    fields = rootFields(query)
  } catch {
    // A document that does not parse is answered below, by graphql itself.
  }
  if (requested > mostPoints)
    return refuse(`Query cost is ${requested}, which exceeds the single query max cost limit (1000).`, "MAX_COST_EXCEEDED")
  const { ok, cost } = take(store, requested)
  if (!ok) return refuse("Throttled", "THROTTLED", { cost })
  for (const field of fields) {
    const scope = needed[field]
    if (scope && !scopes.includes(scope) && !scopes.includes(scope.replace("read_", "write_")))
      return refuse(`Access denied for ${field} field. Required access: \`${scope}\` access scope.`, "ACCESS_DENIED", { cost })
  }
  const reply = await answer(store, new URL(request.url).origin, query, variables ?? {}, scopes)
  return Response.json({ ...reply, extensions: { cost } }, { headers: { "x-shopify-api-version": version } })
}

/** The scope that each root field asks for, by Shopify's own schema (`requiredAccess`). */
const needed: Record<string, string> = {
  productByIdentifier: "read_products",
  productVariants: "read_products",
  publications: "read_publications",
  orders: "read_orders",
  order: "read_orders",
  productSet: "write_products",
  productUpdate: "write_products",
  publishablePublish: "write_publications",
  stagedUploadsCreate: "write_files",
}

const rootFields = (source: string): string[] =>
  parse(source).definitions.flatMap((one) =>
    one.kind === "OperationDefinition"
      ? one.selectionSet.selections.flatMap((field) => (field.kind === "Field" ? field.name.value : []))
      : [],
  )

async function receive(store: ShopifyStore, request: Request): Promise<Response> {
  const form = await request.formData()
  const id = String(form.get("key"))
  const file = form.get("file")
  const upload = store.uploads.get(id)
  if (!upload || !(file instanceof Blob)) return new Response("Policy check failed.", { status: 403 })
  const bytes = new Uint8Array(await file.arrayBuffer())
  store.ground.rows.putFile(id, bytes)
  store.uploads.put(id, { ...upload, done: true, fault: faultOf(bytes, 20_000_000) })
  return new Response(null, { status: 201 })
}
