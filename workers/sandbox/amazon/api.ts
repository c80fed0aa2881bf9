import { Router, type IRequestStrict } from "itty-router"
import { bodyText } from "../body.ts"
import { admit, rateHeader, type Operation } from "./admit.ts"
import { current, deleteListing, foundListing, patchListing, putListing } from "./listings.ts"
import { findOrder, searchOrders } from "./orders.ts"
import { AmazonRefusal, invalid, refusalReply } from "./refusal.ts"
import { restrictionsOf } from "./restrictions.ts"
import { productType } from "./schema.ts"
import { checksumOf, definitionShape, itemShape, orderShape } from "./shapes.ts"
import { seller, type AmazonStore } from "./store.ts"

const items = "/listings/2021-08-01/items/:seller"
const types = "/definitions/2020-09-01/productTypes"
const csv = (query: URLSearchParams, name: string, otherwise = "") => (query.get(name) ?? otherwise).split(",").filter(Boolean)

/** SP-API: Listings Items and Restrictions 2021-08-01, Product Type Definitions 2020-09-01, Orders 2026-01-01. */
export function amazonApi(store: AmazonStore) {
  /** Every operation: admitted, answered, and with its rate on the answer. */
  const operation =
    (name: Operation, answer: (request: IRequestStrict, query: URLSearchParams) => unknown) => async (request: IRequestStrict) => {
      const headers = rateHeader(store, name)
      try {
        admit(store, request, name)
        const query = new URL(request.url).searchParams
        if (name.includes("Listings") || name.includes("Definitions")) checkPlace(request, query)
        return Response.json(await answer(request, query), { headers })
      } catch (error) {
        if (error instanceof AmazonRefusal) return refusalReply(error, headers)
        throw error
      }
    }
  const sku = ({ params }: IRequestStrict) => decodeURIComponent(params.sku ?? "")
  const sent = async (request: IRequestStrict, query: URLSearchParams) => ({ sku: sku(request), query, body: await json(request) })
  const origin = ({ url }: IRequestStrict) => new URL(url).origin
  return Router<IRequestStrict>()
    .get(
      `${types}/:type`,
      operation("getDefinitionsProductType", async (request) => {
        if (request.params.type !== productType.name) throw invalid(`Product type ${request.params.type} is not known.`)
        return definitionShape(origin(request), store.changed(), await checksumOf(store.changed()))
      }),
    )
    .get(
      types,
      operation("searchDefinitionsProductTypes", () => ({
        productTypes: [{ name: productType.name, displayName: productType.displayName, marketplaceIds: [seller.marketplace] }],
        productTypeVersion: "sandbox1=",
      })),
    )
    .get(
      "/listings/2021-08-01/restrictions",
      operation("getListingsRestrictions", (_request, query) => {
        const asin = query.get("asin")
        if (!asin || query.get("sellerId") !== seller.id) throw invalid("asin and sellerId are required.")
        return restrictionsOf(asin, seller.marketplace, query.get("conditionType") ?? "new_new")
      }),
    )
    .put(
      `${items}/:sku`,
      operation("putListingsItem", async (request, query) => putListing(store, await sent(request, query))),
    )
    .patch(
      `${items}/:sku`,
      operation("patchListingsItem", async (request, query) => patchListing(store, await sent(request, query))),
    )
    .delete(
      `${items}/:sku`,
      operation("deleteListingsItem", (request) => deleteListing(store, sku(request))),
    )
    .get(
      `${items}/:sku`,
      operation("getListingsItem", (request, query) =>
        itemShape(foundListing(store, sku(request)), origin(request), csv(query, "includedData", "summaries")),
      ),
    )
    .get(
      items,
      operation("searchListingsItems", (request, query) => {
        const wanted = csv(query, "identifiers")
        const found = store.listings
          .all()
          .flatMap((listing) => current(store, listing.sku) ?? [])
          .filter((listing) => !wanted.length || wanted.includes(listing.sku))
        const page = found.slice(0, Number(query.get("pageSize") ?? 10))
        const included = csv(query, "includedData", "summaries")
        return { numberOfResults: found.length, items: page.map((listing) => itemShape(listing, origin(request), included)) }
      }),
    )
    .get(
      "/orders/2026-01-01/orders",
      operation("searchOrders", (_request, query) => searchOrders(store, query)),
    )
    .get(
      "/orders/2026-01-01/orders/:order",
      operation("getOrder", ({ params }, query) => ({
        order: orderShape(findOrder(store, params.order ?? ""), csv(query, "includedData")),
      })),
    )
    .all("*", () => refusalReply(new AmazonRefusal(404, "NotFound", "The resource is not known.")))
}

function checkPlace({ params }: IRequestStrict, query: URLSearchParams): void {
  if (params.seller !== undefined && params.seller !== seller.id)
    throw new AmazonRefusal(
      403,
      "Unauthorized",
      "Access to requested resource is denied.",
      "The seller did not authorise this application.",
    )
  const marketplaces = csv(query, "marketplaceIds")
  if (marketplaces.length !== 1 || marketplaces[0] !== seller.marketplace)
    throw invalid("marketplaceIds: one known marketplace is required.")
}

async function json(request: IRequestStrict): Promise<unknown> {
  if (!request.headers.get("content-type")?.includes("json"))
    throw new AmazonRefusal(415, "UnsupportedMediaType", "The media type is not supported.")
  const text = await bodyText(request)
  if (text.length > 1_000_000) throw new AmazonRefusal(413, "RequestTooLarge", "The request is too large.")
  try {
    return JSON.parse(text)
  } catch {
    throw invalid("The body is not JSON.")
  }
}
