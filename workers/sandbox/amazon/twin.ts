import { Router, type IRequestStrict } from "itty-router"
import type { Ground, Twin } from "../twin.ts"
import { giveToken } from "./admit.ts"
import { amazonApi } from "./api.ts"
import { current } from "./listings.ts"
import { buy, cancel, settleOrders } from "./orders.ts"
import { listingPage, listingsPage, ordersPage } from "./pages.ts"
import { expiredToken, refusalReply } from "./refusal.ts"
import { schemaOf } from "./schema.ts"
import { amazonStore } from "./store.ts"

/** Amazon: Login with Amazon, SP-API, the product pages, and a shopper who buys and cancels. Submissions are worked off late. */
export function amazonTwin(ground: Ground): Twin {
  const store = amazonStore(ground)
  const api = amazonApi(store)
  const listings = () => store.listings.all().flatMap(({ sku }) => current(store, sku) ?? [])
  const at = ({ params }: IRequestStrict) => listings().find((listing) => listing.asin === params.asin || listing.sku === params.sku)
  const show = (request: IRequestStrict) => {
    const listing = at(request)
    return listing && listingPage(listing)
  }
  const to = (request: IRequestStrict, path: string) => Response.redirect(new URL(path, request.url).href, 303)
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? new Response("There is no such page.", { status: 404 })] })
    .post("/auth/o2/token", (request) => giveToken(store, request))
    .get("/amazon", () => listingsPage(listings()))
    .get("/amazon/dp/:asin", show)
    .get("/amazon/sku/:sku", show)
    .post("/amazon/dp/:asin/buy", (request) => {
      const listing = at(request)
      if (!listing?.buyable) return new Response("This is not for sale.", { status: 409 })
      buy(store, listing)
      return to(request, "/amazon/orders")
    })
    .get("/amazon/orders", () => {
      settleOrders(store)
      return ordersPage(store.orders.all())
    })
    .post("/amazon/orders/:order/cancel", (request) => {
      if (!store.orders.get(request.params.order ?? "")) return undefined
      cancel(store, request.params.order ?? "")
      return to(request, "/amazon/orders")
    })
    .get("/amazon/images/I/:id.jpg", ({ params }) => {
      const picture = store.pictures.get(params.id ?? "")
      return picture && Response.redirect(picture.source, 302)
    })
    .get("/amazon/definitions/schema.json", () => Response.json(schemaOf(store.changed())))
    .get("/amazon/definitions/meta-schema.json", () => Response.json({ $id: schemaOf(false).$schema }))
    .all("*", (request) => api.fetch(request))
  return {
    fetch: (request) => router.fetch(request),
    expired: () => refusalReply(expiredToken()),
    async wake() {
      listings()
      settleOrders(store)
      const next = store.listings.all().flatMap(({ pending }) => (pending ? [pending.at] : []))
      if (next.length) store.ground.wakeAt(Math.min(...next))
    },
  }
}
