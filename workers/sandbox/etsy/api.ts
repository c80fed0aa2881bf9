import { Router, type IRequestStrict } from "itty-router"
import { bodyText } from "../body.ts"
import { createDraft, findListing, updateInventory, updateListing } from "./listings.ts"
import { admit, rateHeaders } from "./admit.ts"
import { EtsyRefusal } from "./rules.ts"
import { fileShape, imageShape, inventoryShape, listingShape, shopShape } from "./shapes.ts"
import { shop, type EtsyStore, type Listing } from "./store.ts"
import { scopesOf } from "./oauth.ts"
import { paymentShape, receiptShape } from "./receipts.ts"
import { removeFile, removeImage, uploadFile, uploadImage } from "./uploads.ts"

const json = (value: unknown, status = 200) => Response.json(value, { status })
const fields = async (request: Request) => Object.fromEntries(new URLSearchParams(await bodyText(request)))

/** Etsy's Open API v3: what a shop of downloads needs of it. */
export function etsyApi(store: EtsyStore) {
  const base = "/v3/application"
  const one = `${base}/shops/:shop/listings/:id`
  const shape = (request: IRequestStrict, listing: Listing) =>
    listingShape(
      store,
      new URL(request.url).origin,
      listing,
      new URL(request.url).searchParams.get("includes")?.includes("Images") ?? false,
    )
  const at = (request: IRequestStrict) => findListing(store, request.params.id)
  return Router<IRequestStrict>({
    before: [(request) => admit(store, request)],
    catch: (error) => {
      if (error instanceof EtsyRefusal) return json({ error: error.message }, error.status)
      throw error
    },
    finally: [(reply: Response) => rateHeaders(store, reply)],
  })
    .get(`${base}/openapi-ping`, () => json({ application_id: 1 }))
    .get(`${base}/shops/:shop`, ({ params }) => {
      if (params.shop !== String(shop.id)) throw new EtsyRefusal(404, `Could not find a shop with shop_id: ${params.shop}`)
      const digital_listing_count = store.listings.all().filter((listing) => listing.state === "active").length
      return json({ ...shopShape, digital_listing_count, listing_active_count: digital_listing_count })
    })
    .post(`${base}/shops/:shop/listings`, async (request) => json(shape(request, createDraft(store, await fields(request))), 201))
    .get(`${base}/shops/:shop/listings`, (request) => {
      const query = new URL(request.url).searchParams
      const found = store.listings.all().filter((listing) => listing.state === (query.get("state") ?? "active"))
      const offset = Number(query.get("offset") ?? 0)
      const limit = Math.min(100, Number(query.get("limit") ?? 25))
      return json({ count: found.length, results: found.slice(offset, offset + limit).map((listing) => shape(request, listing)) })
    })
    .patch(one, async (request) => json(shape(request, updateListing(store, request.params.id, await fields(request)))))
    .post(`${one}/images`, async (request) => {
      const image = await uploadImage(store, at(request), await request.formData())
      return json(imageShape(new URL(request.url).origin, image), 201)
    })
    .get(`${base}/listings/:id/images`, (request) => {
      const results = store.imagesOf(at(request).listing_id).map((image) => imageShape(new URL(request.url).origin, image))
      return json({ count: results.length, results })
    })
    .delete(`${one}/images/:image`, (request) => {
      removeImage(store, at(request), Number(request.params.image))
      return new Response(null, { status: 204 })
    })
    .post(`${one}/files`, async (request) => json(fileShape(await uploadFile(store, at(request), await request.formData())), 201))
    .get(`${one}/files`, (request) => {
      const results = store.filesOf(at(request).listing_id).map(fileShape)
      return json({ count: results.length, results })
    })
    .delete(`${one}/files/:file`, (request) => {
      removeFile(store, at(request), request.params.file ?? "")
      return new Response(null, { status: 204 })
    })
    .get(`${base}/listings/:id`, (request) => json(shape(request, at(request))))
    .delete(`${base}/listings/:id`, (request) => {
      store.listings.drop(String(at(request).listing_id))
      return new Response(null, { status: 204 })
    })
    .put(`${base}/listings/:id/inventory`, async (request) =>
      json(inventoryShape(updateInventory(store, request.params.id, await request.json()))),
    )
    .post(`${base}/scopes`, async (request) => {
      const scopes = scopesOf(store, (await fields(request)).token ?? "")
      if (!scopes) throw new EtsyRefusal(401, "invalid_token")
      return json({ scopes })
    })
    .get(`${base}/shops/:shop/receipts`, (request) => {
      const query = new URL(request.url).searchParams
      const since = Number(query.get("min_last_modified") ?? 0)
      const found = store.receipts
        .all()
        .filter(({ updated }) => updated >= since)
        .sort((a, b) => a.updated - b.updated || a.id - b.id)
      if (query.get("sort_order") !== "asc") found.reverse()
      const offset = Number(query.get("offset") ?? 0)
      const limit = Math.min(100, Number(query.get("limit") ?? 25))
      return json({ count: found.length, results: found.slice(offset, offset + limit).map(receiptShape) })
    })
    .get(`${base}/shops/:shop/receipts/:receipt/payments`, ({ params }) => {
      const receipt = store.receipts.get(params.receipt ?? "")
      if (!receipt) throw new EtsyRefusal(404, `Could not find a receipt with receipt_id: ${params.receipt}`)
      return json({ count: 1, results: [paymentShape(receipt)] })
    })
    .all("*", () => {
      throw new EtsyRefusal(404, "Resource not found")
    })
}
