import { Router, type IRequestStrict } from "itty-router"
import { z } from "zod"
import { pictureSize } from "#workers/lib/picture-size.ts"
import { admit } from "./admit.ts"
import { findItem, putItem, readJson } from "./items.ts"
import { createOffer, publishOffer, updateOffer, withdrawOffer } from "./offers.ts"
import { listOrders } from "./orders.ts"
import { badValue, EbayRefusal } from "./refusal.ts"
import { offerShape, policyShapes, privilegeShape } from "./shapes.ts"
import { seller, type EbayStore } from "./store.ts"

const json = (value: unknown, status = 200) => Response.json(value, { status })
const none = (status = 204) => new Response(null, { status })
const body = async (request: Request): Promise<unknown> => {
  try {
    return await request.json()
  } catch {
    throw new EbayRefusal(2004, "Invalid request. The request has errors.", { domain: "ACCESS" })
  }
}

/** eBay's Sell APIs: what a shop of downloads needs of Inventory, Account, Fulfillment and Media. */
export function ebayApi(store: EbayStore) {
  const inventory = "/sell/inventory/v1"
  const account = "/sell/account/v1"
  const sku = ({ params }: IRequestStrict) => decodeURIComponent(params.sku ?? "")
  const id = ({ params }: IRequestStrict) => params.id ?? ""
  const router = Router<IRequestStrict>({
    before: [(request) => admit(store, request)],
    catch: (error) => {
      if (error instanceof EbayRefusal) return error.answer()
      throw error
    },
  })
  for (const [name, shape] of Object.entries(policyShapes))
    router.get(`${account}/${name}`, (request) => {
      if (new URL(request.url).searchParams.get("marketplace_id") !== seller.marketplace)
        throw new EbayRefusal(20403, "Invalid marketplace_id.", { domain: "API_ACCOUNT" })
      return json(shape)
    })
  return router
    .get(`${account}/privilege`, () => json(privilegeShape))
    .get(`${inventory}/inventory_item/:sku`, (request) => json(findItem(store, sku(request))))
    .put(`${inventory}/inventory_item/:sku`, async (request) =>
      putItem(store, sku(request), request.headers.get("content-language") ?? "", await body(request)),
    )
    .get(`${inventory}/offer`, (request) => {
      const asked = new URL(request.url).searchParams.get("sku") ?? ""
      const offers = store.offers.all().filter((offer) => offer.sku === asked)
      if (!offers.length) throw new EbayRefusal(25713, "This Offer is not available.", { status: 404, parameters: { sku: asked } })
      return json({
        href: request.url,
        total: offers.length,
        size: offers.length,
        limit: 25,
        offers: offers.map((offer) => offerShape(store, offer)),
      })
    })
    .post(`${inventory}/offer`, async (request) => json({ offerId: createOffer(store, await body(request)).offerId }, 201))
    .put(`${inventory}/offer/:id`, async (request) => {
      updateOffer(store, id(request), await body(request))
      return none()
    })
    .post(`${inventory}/offer/:id/publish`, (request) => json({ listingId: publishOffer(store, id(request)) }))
    .post(`${inventory}/offer/:id/withdraw`, (request) => json({ listingId: withdrawOffer(store, id(request)) }))
    .get(`${inventory}/location/:id`, (request) => {
      const location = store.locations.get(id(request))
      if (!location) throw new EbayRefusal(25805, "merchantLocationKey Not Found.", { status: 404 })
      return json(location)
    })
    .post(`${inventory}/location/:id`, async (request) => {
      createLocation(store, id(request), await body(request))
      return none()
    })
    .get("/sell/fulfillment/v1/order", (request) => json(listOrders(store, new URL(request.url).searchParams, request.url)))
    .post("/commerce/media/v1_beta/image/create_image_from_file", (request) => upload(store, request))
    .all("*", () => {
      throw new EbayRefusal(2002, "Resource not found.", { status: 404, domain: "ACCESS" })
    })
}

const Address = z.looseObject({
  postalCode: z.string().optional(),
  city: z.string().optional(),
  stateOrProvince: z.string().optional(),
  country: z.string().length(2),
})
const LocationSent = z.looseObject({
  name: z.string().optional(),
  location: z.looseObject({ address: Address }),
  locationTypes: z.array(z.enum(["STORE", "WAREHOUSE", "FULFILLMENT_CENTER"])).default(["WAREHOUSE"]),
  merchantLocationStatus: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
})

/** createInventoryLocation: a warehouse needs its postal code, or its city and state. */
function createLocation(store: EbayStore, key: string, sent: unknown): void {
  if (store.locations.get(key)) throw new EbayRefusal(25803, "merchantLocationKey already exists.", { status: 409 })
  const { name, location, locationTypes, merchantLocationStatus } = readJson(LocationSent, sent)
  const { postalCode, city, stateOrProvince, country } = location.address
  if (!postalCode && !(city && stateOrProvince))
    throw new EbayRefusal(25801, "Missing field postalCode.", { parameters: { fieldName: "postalCode" } })
  const address = { country, ...(postalCode ? { postalCode } : { city: city ?? "", stateOrProvince: stateOrProvince ?? "" }) }
  store.locations.put(key, { merchantLocationKey: key, name, location: { address }, locationTypes, merchantLocationStatus })
}

/** createImageFromFile: eBay's picture server answers with an https address of its own. */
async function upload(store: EbayStore, request: Request): Promise<Response> {
  const image = (await request.formData()).get("image")
  if (!(image instanceof Blob)) throw badValue("image")
  const bytes = new Uint8Array(await image.arrayBuffer())
  const size = pictureSize(bytes)
  if (!size || bytes.length > 12_000_000) throw new EbayRefusal(190204, "Invalid image.", { domain: "API_MEDIA" })
  const id = store.next("picture", 700_000)
  store.ground.rows.putFile(`picture-${id}`, bytes)
  store.pictures.put(id, { id, mediaType: image.type || "image/png", ...size })
  const expirationDate = new Date(store.ground.now() + 30 * 86_400_000).toISOString()
  return Response.json(
    { imageUrl: `https://i.ebayimg.sandbox/images/${id}`, expirationDate },
    { status: 201, headers: { location: `${new URL(request.url).origin}/commerce/media/v1_beta/image/${id}` } },
  )
}
