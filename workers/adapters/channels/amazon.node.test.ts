import { OpenAPIBackend, type Document } from "openapi-backend"
import { expect, test } from "vitest"
import { fromSwagger } from "#workers/test/swagger.ts"
import { vendorContract } from "#workers/test/contracts.ts"
import { makeListing } from "#workers/test/listing.ts"
import { recordedSandbox, type Exchange } from "#workers/test/twins.ts"
import { memoryTokens } from "../tokens.ts"
import { orderFrom } from "./amazon-orders.ts"
import { shownFrom } from "./amazon-attributes.ts"
import { marketplaces } from "./amazon-marketplaces.ts"
import { problemOf, restrictionProblem } from "./amazon-issues.ts"
import { Item, Orders, ProductType, ProductTypes, Restrictions, Submission } from "./amazon-shapes.ts"
import { amazon, amazonEnv } from "./amazon.ts"

const models = {
  listings: vendorContract("amazon-spapi/models/listingsItems_2021-08-01.json"),
  definitions: vendorContract("amazon-spapi/models/definitionsProductTypes_2020-09-01.json"),
  restrictions: vendorContract("amazon-spapi/models/listingsRestrictions_2021-08-01.json"),
  orders: vendorContract("amazon-spapi/models/orders_2026-01-01.json"),
}
const fixtures = vendorContract("amazon-spapi/sandbox-fixtures.json")
const missing = fixtures.missing || Object.values(models).some((model) => model.missing)

const openApis = () =>
  Promise.all(
    Object.values(models).map((model) => {
      const definition = fromSwagger<Document>(model.read())
      const ajvOpts = { strict: false, allErrors: true, validateFormats: false } as const
      return new OpenAPIBackend({ definition, quick: true, strict: false, ajvOpts }).init()
    }),
  )

const withPictures = (change: Parameters<typeof makeListing>[0] = {}) => {
  const listing = makeListing(change)
  return { ...listing, images: listing.images.map((image) => ({ ...image, url: `http://localhost:8787/files/${image.name}` })) }
}
const isApi = ({ url }: Exchange) => /^\/(listings|definitions|orders)\//.test(url.pathname)

/** Lists in queries come comma-separated; the validator wants them as arrays. */
function queryOf({ url }: Exchange): Record<string, string | string[]> {
  const lists = ["marketplaceIds", "includedData", "keywords", "identifiers"]
  return Object.fromEntries(Array.from(url.searchParams, ([name, value]) => [name, lists.includes(name) ? value.split(",") : value]))
}

test.skipIf(missing)("what the adapter sends and what the twin answers both fit Amazon's own models", async () => {
  const apis = await openApis()
  // Amazon takes a second for each submission and fills its buckets by the second: adapter and twin share one clock, which waiting moves.
  let at = Date.parse("2026-11-22T09:00:00Z")
  const pace = { wait: async (ms: number) => void (at += ms) }
  const sandbox = recordedSandbox({ now: () => at })
  const deps = { fetch: sandbox.fetch, tokens: memoryTokens(), now: () => new Date(at), pace }
  const channel = amazon({ ...amazonEnv.parse({}), SANDBOX_URL: sandbox.url }, deps)
  const listing = withPictures()
  const { remoteId, url } = await channel.publish(listing)
  await channel.update(remoteId, { ...listing, title: "Dated planner 2027, new edition" })
  await channel.readBack(remoteId)
  await sandbox.fetch(`${url}/buy`, { method: "POST", redirect: "manual" })
  expect((await channel.orders({ since: new Date(0) })).orders).toHaveLength(1)
  await expect(channel.publish(withPictures({ sku: "GATED", title: "Disney planner" }))).rejects.toMatchObject({ field: "eligibility" })
  await expect(channel.publish({ ...listing, sku: "LONG", title: "x".repeat(90) })).rejects.toMatchObject({ field: "title" })
  const other = amazon({ ...amazonEnv.parse({ AMAZON_PRODUCT_TYPE: "LUGGAGE" }), SANDBOX_URL: sandbox.url }, deps)
  await expect(other.health()).rejects.toThrow(/DOWNLOADABLE_DOCUMENT/)
  await channel.withdraw(remoteId)
  // Eleven looks at once are more than the bucket of ten holds.
  const looks = await Promise.allSettled(Array.from({ length: 11 }, () => channel.readBack("NONE")))
  expect(looks.some((look) => look.status === "rejected")).toBe(true)

  const judged = sandbox.exchanges.filter(isApi).map((exchange) => {
    const { method, url: address, headers, body, status, answer } = exchange
    const request = {
      method,
      path: address.pathname,
      query: queryOf(exchange),
      headers: Object.fromEntries(headers),
      body: typeof body === "string" && body ? JSON.parse(body) : undefined,
    }
    const api = apis.find((one) => one.router.matchOperation(request))
    const operation = api?.router.matchOperation(request)
    const asked = api?.validateRequest(request, operation)
    const told = operation ? api?.validateResponse(answer, operation, status) : undefined
    const faults = [...(asked?.errors ?? []), ...(told?.errors ?? [])].map((fault) => `${fault.instancePath} ${fault.message}`)
    return { call: `${operation?.operationId ?? address.pathname} ${status}`, faults }
  })
  expect(judged.filter(({ faults }) => faults.length)).toEqual([])
  expect(new Set(judged.map(({ call }) => call))).toEqual(
    new Set([
      "getDefinitionsProductType 200",
      "getDefinitionsProductType 400",
      "searchDefinitionsProductTypes 200",
      "putListingsItem 200",
      "getListingsRestrictions 200",
      "getListingsItem 200",
      "getListingsItem 404",
      "getListingsItem 429",
      "patchListingsItem 200",
      "searchOrders 200",
      "deleteListingsItem 200",
    ]),
  )
  const [listings] = apis
  const wrong = {
    method: "PATCH",
    path: `/listings/2021-08-01/items/A1SANDBOXSELLER/${remoteId}`,
    headers: {},
    query: { marketplaceIds: ["ATVPDKIKX0DER"] },
    body: { productType: "DOWNLOADABLE_DOCUMENT", patches: [{ op: "upsert", path: "/attributes/item_name" }] },
  }
  expect(listings?.validateRequest(wrong).valid).toBe(false)
  expect(listings?.validateResponse({ sku: "A", status: "LIVE", submissionId: "1" }, "putListingsItem", 200).valid).toBe(false)
})

type Fixture = { operationId: string; status: number; response: Record<string, unknown> }

test.skipIf(missing)("the adapter reads every answer that Amazon's own static sandbox gives", () => {
  const readers = {
    putListingsItem: Submission,
    patchListingsItem: Submission,
    deleteListingsItem: Submission,
    getListingsItem: Item,
    getListingsRestrictions: Restrictions,
    getDefinitionsProductType: ProductType,
    searchDefinitionsProductTypes: ProductTypes,
    searchOrders: Orders,
  }
  const isRead = (name: string): name is keyof typeof readers => name in readers
  const read = fixtures
    .read<Fixture[]>()
    .filter(({ status, operationId }) => status === 200 && isRead(operationId))
    .map(({ operationId, response }) => {
      const answer = response["application/json"] ?? response
      return { operationId, faults: isRead(operationId) ? readers[operationId].safeParse(answer).error?.issues : "no reader", answer }
    })
  expect(read.filter(({ faults }) => faults)).toEqual([])
  expect(new Set(read.map(({ operationId }) => operationId))).toEqual(new Set(Object.keys(readers)))

  const orders = read.filter(({ operationId }) => operationId === "searchOrders").flatMap(({ answer }) => Orders.parse(answer).orders)
  const sales = orders.map((order) => orderFrom(order, "USD"))
  expect(sales.length).toBeGreaterThan(3)
  expect(JSON.stringify(sales)).not.toMatch(/John Smith|@marketplace|Avenida/)
  expect(sales.find(({ total }) => total.currency === "JPY")).toMatchObject({
    total: { amount: 19940 },
    status: "paid",
    fees: null,
    country: null,
  })

  const place = { id: "ATVPDKIKX0DER" as const, market: marketplaces.ATVPDKIKX0DER, seller: "A", productType: "LUGGAGE", brand: "B" }
  const item = read.find(({ operationId }) => operationId === "getListingsItem")
  expect(
    shownFrom(Item.parse(item?.answer), { ...place, extras: {}, pages: { asin: "https://www.amazon.com/dp/", sku: "" } }),
  ).toMatchObject({
    remoteId: "GM-ZDPI-9B4E",
    state: "live",
    url: "https://www.amazon.com/dp/B071VG5N9D",
    price: { amount: 10000, currency: "USD" },
  })
  const invalid = read.map(({ operationId, answer }) => (operationId === "putListingsItem" ? Submission.parse(answer) : null))
  const [issue] = invalid.find((answer) => answer?.status === "INVALID")?.issues ?? []
  expect(issue && problemOf(issue, "Planner")).toMatchObject({
    field: "AMAZON_ATTRIBUTES",
    fix: "Give condition_type in AMAZON_ATTRIBUTES.",
  })
  const gated = read
    .filter(({ operationId }) => operationId === "getListingsRestrictions")
    .map(({ answer }) => restrictionProblem(Restrictions.parse(answer), "Planner", "B0"))
  expect(gated.flatMap((problem) => problem?.fix ?? [])).toContain("Leave Amazon out for this good; no approval is offered.")
})
