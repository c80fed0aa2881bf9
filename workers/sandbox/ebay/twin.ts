import { Router, type IRequestStrict } from "itty-router"
import { bodyText } from "../body.ts"
import { policyChanged } from "../misbehave.ts"
import type { Ground, Twin } from "../twin.ts"
import { expired, token } from "./admit.ts"
import { ebayApi } from "./api.ts"
import documents from "./documents.json"
import { buy, isPlace, refund } from "./orders.ts"
import { listingPage, listingsPage, orderPage, ordersPage } from "./pages.ts"
import { ebayStore, type EbayStore } from "./store.ts"

const apis = ["inventory", "account", "fulfillment"] as const

/** eBay: the Sell APIs, the documents that describe them, and the pages of listings and orders. */
export function ebayTwin(ground: Ground): Twin {
  const store = ebayStore(ground)
  const api = ebayApi(store)
  const offerOf = ({ params }: IRequestStrict) => store.offers.all().find(({ listingId }) => listingId === params.id)
  const orderOf = ({ params }: IRequestStrict) => store.orders.get(params.id ?? "")
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? new Response("There is no such page.", { status: 404 })] })
    .post("/identity/v1/oauth2/token", (request) => token(store, request))
    .all("/sell/*", (request) => api.fetch(request))
    .all("/commerce/*", (request) => api.fetch(request))
    .get("/ebay/itm", () => listingsPage(store))
    .get("/ebay/itm/:id", (request) => {
      const offer = offerOf(request)
      return offer && listingPage(store, offer)
    })
    .post("/ebay/itm/:id/buy", async (request) => buyNow(store, request, offerOf(request)))
    .get("/ebay/orders", () => ordersPage(store))
    .get("/ebay/orders/:id", (request) => {
      const order = orderOf(request)
      return order && orderPage(order)
    })
    .post("/ebay/orders/:id/refund", async (request) => {
      const order = orderOf(request)
      if (!order) return
      const cents = Math.round(Number(new URLSearchParams(await bodyText(request)).get("amount")) * 100)
      return refund(store, order, cents)
        ? seeOther(request, `/ebay/orders/${order.orderId}`)
        : orderPage(order, "That is not between a cent and what is left.")
    })
    .get("/ebay/pictures/:id", ({ params }) => {
      const picture = ground.rows.getFile(`picture-${params.id}`)
      return (
        picture && new Response(picture, { headers: { "content-type": store.pictures.get(params.id ?? "")?.mediaType ?? "image/png" } })
      )
    })
  for (const name of apis)
    router.get(`/api-docs/master/sell/${name}/openapi/3/sell_${name}_v1_oas3.json`, () =>
      Response.json(policyChanged(ground.rows) ? changed(name) : documents[name]),
    )
  return { fetch: (request) => router.fetch(request), expired }
}

const seeOther = (request: Request, path: string) => Response.redirect(new URL(path, request.url).href, 303)

async function buyNow(
  store: EbayStore,
  request: Request,
  offer: ReturnType<EbayStore["offers"]["get"]> | undefined,
): Promise<Response | undefined> {
  if (!offer) return
  const form = new URLSearchParams(await bodyText(request))
  const place = form.get("place")
  const quantity = Math.max(1, Math.min(10, Math.trunc(Number(form.get("quantity") ?? 1)) || 1))
  const order = isPlace(place) ? buy(store, offer, place, quantity) : null
  return order ? seeOther(request, `/ebay/orders/${order.orderId}`) : listingPage(store, { ...offer, status: "UNPUBLISHED" })
}

/** The document after a change of policy: an offer must name its regulatory details. */
function changed(name: (typeof apis)[number]) {
  if (name !== "inventory") return documents[name]
  const { components, ...rest } = documents.inventory
  const EbayOfferDetailsWithKeys = { ...components.schemas.EbayOfferDetailsWithKeys, required: ["regulatory"] }
  return { ...rest, components: { schemas: { ...components.schemas, EbayOfferDetailsWithKeys } } }
}
