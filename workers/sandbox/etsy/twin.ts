import { Router, type IRequestStrict } from "itty-router"
import type { Ground, Twin } from "../twin.ts"
import { etsyApi } from "./api.ts"
import { listingPage, listingsPage } from "./pages.ts"
import { etsyStore } from "./store.ts"

/** Etsy: the Open API v3 and the listing pages. Only pictures are served to everyone; files are what buyers pay for. */
export function etsyTwin(ground: Ground): Twin {
  const store = etsyStore(ground)
  const api = etsyApi(store)
  const show = ({ params }: IRequestStrict) => {
    const listing = store.listings.get(params.id ?? "")
    return listing && listingPage(store, listing)
  }
  const router = Router<IRequestStrict>({ finally: [(reply) => reply ?? new Response("There is no such listing.", { status: 404 })] })
    .all("/v3/*", (request) => api.fetch(request))
    .get("/etsy/listing", () => listingsPage(store.listings.all()))
    .get("/etsy/listing/:id/:slug?", show)
    .get("/etsy/files/image-:id", ({ params }) => {
      const picture = ground.rows.getFile(`image-${params.id}`)
      return picture && new Response(picture, { headers: { "content-type": store.images.get(params.id ?? "")?.mediaType ?? "image/png" } })
    })
  return { fetch: (request) => router.fetch(request) }
}
