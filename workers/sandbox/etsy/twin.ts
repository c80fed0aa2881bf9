import { Router, type IRequestStrict } from "itty-router"
import type { Ground, Twin } from "../twin.ts"
import { bodyText } from "../body.ts"
import { etsyApi } from "./api.ts"
import { contractRoute } from "./contract.ts"
import { tokenRoute } from "./oauth.ts"
import { listingPage, listingsPage, receiptPage } from "./pages.ts"
import { buy, refund, totalOf } from "./receipts.ts"
import { etsyStore, mishaps } from "./store.ts"

const stale = () => Response.json({ error: "invalid_token", error_description: "access token is expired" }, { status: 401 })

/** Etsy: the Open API v3 and the listing pages. Only pictures are served to everyone; files are what buyers pay for. */
export function etsyTwin(ground: Ground): Twin {
  const store = etsyStore(ground)
  const api = etsyApi(store)
  const form = async (request: Request) => new URLSearchParams(await bodyText(request))
  const see = (request: Request, path: string) => Response.redirect(new URL(path, request.url).href, 303)
  const show = ({ params }: IRequestStrict) => {
    const listing = store.listings.get(params.id ?? "")
    return listing && listingPage(store, listing)
  }
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? new Response("There is no such listing.", { status: 404 })] })
    .get("/openapi/generated/oas/3.0.0.json", () => contractRoute(ground))
    .post("/v3/public/oauth/token", (request) => tokenRoute(store, request))
    .all("/v3/*", (request) => api.fetch(request))
    .get("/etsy/listing", () => listingsPage(store.listings.all()))
    .get("/etsy/listing/:id/:slug?", show)
    .post("/etsy/listing/:id/buy", async (request) => {
      const listing = store.listings.get(request.params.id ?? "")
      const quantity = Number((await form(request)).get("quantity") ?? 1)
      if (listing?.state !== "active" || !(quantity >= 1 && quantity <= 99)) return undefined
      return see(request, `/etsy/receipts/${buy(store, listing, quantity).id}`)
    })
    .post("/etsy/listing/:id/state", async (request) => {
      const listing = store.listings.get(request.params.id ?? "")
      const asked = (await form(request)).get("state")
      const state = mishaps.find((one) => one === asked)
      if (!listing || !state) return undefined
      store.listings.put(String(listing.listing_id), { ...listing, state, updated: store.seconds() })
      return see(request, `/etsy/listing/${listing.listing_id}`)
    })
    .get("/etsy/receipts/:id", ({ params }) => {
      const receipt = store.receipts.get(params.id ?? "")
      return receipt && receiptPage(receipt)
    })
    .post("/etsy/receipts/:id/refund", async (request) => {
      const receipt = store.receipts.get(request.params.id ?? "")
      if (!receipt) return undefined
      const half = (await form(request)).get("part") === "half"
      return see(request, `/etsy/receipts/${refund(store, receipt, half ? Math.round(totalOf(receipt) / 2) : totalOf(receipt)).id}`)
    })
    .get("/etsy/files/image-:id", ({ params }) => {
      const picture = ground.rows.getFile(`image-${params.id}`)
      return picture && new Response(picture, { headers: { "content-type": store.images.get(params.id ?? "")?.mediaType ?? "image/png" } })
    })
  return { fetch: (request) => router.fetch(request), expired: () => stale() }
}
