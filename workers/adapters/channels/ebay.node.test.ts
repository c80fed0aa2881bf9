import fc from "fast-check"
import { OpenAPIBackend, type Document } from "openapi-backend"
import { expect, test } from "vitest"
import { z } from "zod"
import { arbitraryListing } from "#workers/test/arbitrary-listing.ts"
import { plainOpenApi, vendorContract } from "#workers/test/contracts.ts"
import { makeListing } from "#workers/test/listing.ts"
import { picture } from "#workers/test/picture.ts"
import { recordedSandbox, type Exchange } from "#workers/test/twins.ts"
import { memoryTokens } from "../tokens.ts"
import { diffListing } from "./diff-listing.ts"
import { ebayApis, ebayFingerprint, readEbayDocument, type EbayApi } from "./ebay-contract.ts"
import { ebayMeanings } from "./ebay-errors.ts"
import { ebay, ebayEnv } from "./ebay.ts"

const contracts = {
  inventory: vendorContract("ebay/sell_inventory_v1_oas3.json"),
  account: vendorContract("ebay/sell_account_v1_oas3.json"),
  fulfillment: vendorContract("ebay/sell_fulfillment_v1_oas3.json"),
}
const missing = ebayApis.some((api) => contracts[api].missing)

const shot = (n: number, side = 1600) => ({
  name: `preview-${n}.png`,
  mediaType: "image/png",
  alt: `Page ${n} of the planner`,
  url: null,
  bytes: () => picture(side, side, n),
})
const listing = (change: Parameters<typeof makeListing>[0] = {}) => makeListing({ images: [shot(1), shot(2)], ...change })

function open(sandbox = recordedSandbox(), settings: object = {}, now = () => new Date()) {
  const deps = { fetch: sandbox.fetch, tokens: memoryTokens(), now }
  return { sandbox, channel: ebay({ ...ebayEnv.parse(settings), SANDBOX_URL: sandbox.url }, deps) }
}

/** The document names aspects a string; its prose and its example show an object of lists. */
function mended(definition: Document): Document {
  const Named = z.object({
    components: z.object({ schemas: z.record(z.string(), z.object({ properties: z.record(z.string(), z.unknown()).optional() })) }),
  })
  const product = Named.parse(definition).components.schemas["Product"]?.properties
  if (product?.["aspects"]) {
    const document: { components?: { schemas?: Record<string, unknown> } } = definition
    const schemas = document.components?.schemas ?? {}
    const list = { type: "array", items: { type: "string", maxLength: 50 } }
    schemas["Product"] = { type: "object", properties: { ...product, aspects: { type: "object", additionalProperties: list } } }
  }
  return definition
}

async function validators() {
  const ajvOpts = { strict: false, allErrors: true, coerceTypes: false, validateFormats: false } as const
  const entries = ebayApis.map(async (api) => {
    const definition = mended(plainOpenApi(contracts[api].read<Document>()))
    return [api, await new OpenAPIBackend({ definition, apiRoot: `/sell/${api}/v1`, quick: true, strict: false, ajvOpts }).init()] as const
  })
  return Object.fromEntries(await Promise.all(entries)) as Record<EbayApi, OpenAPIBackend>
}

/** What the prose asks and the schemas leave open: the headers of writes, and no field that the document does not know. */
function prose({ method, url, headers, body }: Exchange): string[] {
  const faults: string[] = []
  const path = url.pathname
  const isOffer = /\/offer(\/\d+)?$/.test(path)
  if (method === "PUT" || (method === "POST" && isOffer)) {
    if (headers.get("content-language") !== "en-US") faults.push("Content-Language is missing")
    if (headers.get("content-type") !== "application/json") faults.push("Content-Type is missing")
  }
  if (!headers.get("authorization")?.startsWith("Bearer v^")) faults.push("no access token")
  if (typeof body !== "string" || !body) return faults
  const sent = z.record(z.string(), z.unknown()).parse(JSON.parse(body))
  if (method === "POST" && isOffer)
    for (const name of ["sku", "marketplaceId", "format"]) if (!sent[name]) faults.push(`${name} is required upon creating`)
  if (isOffer && sent["listingDuration"] !== "GTC") faults.push("a fixed price lasts until cancelled")
  return faults
}

test.skipIf(missing)("what the adapter sends and what the twin answers both fit eBay's own documents", async () => {
  const apis = await validators()
  const { sandbox, channel } = open()
  const { remoteId, url } = await channel.publish(listing())
  await channel.update(remoteId, listing({ title: "Dated planner 2027, new edition", price: { amount: 990, currency: "USD" } }))
  expect(await channel.readBack("NOT-THERE")).toBeNull()
  const form = new URLSearchParams({ place: "US-CA", quantity: "1" })
  const bought = await sandbox.fetch(`${url}/buy`, { method: "POST", body: form.toString(), redirect: "manual" })
  await sandbox.fetch(`${bought.headers.get("location")}/refund`, { method: "POST", body: "amount=2.00", redirect: "manual" })
  expect((await channel.orders({ since: new Date(0) })).orders).toHaveLength(1)
  await channel.health()
  await channel.withdraw(remoteId)
  const judged = sandbox.exchanges.flatMap((exchange) => {
    const { method, url: at, headers, status, answer, body } = exchange
    const api = ebayApis.find((name) => at.pathname.startsWith(`/sell/${name}/`))
    if (!api) return []
    const request = {
      method,
      path: at.pathname,
      query: Object.fromEntries(at.searchParams),
      headers: Object.fromEntries(headers),
      body: typeof body === "string" && body ? JSON.parse(body) : undefined,
    }
    const operation = apis[api].router.matchOperation(request)
    if (!operation) return [{ call: `${method} ${at.pathname}`, faults: ["no such operation"] }]
    const asked = apis[api].validateRequest(request, operation)
    const told =
      status === 204 || (status === 201 && answer === null) ? { errors: [] } : apis[api].validateResponse(answer, operation, status)
    const known = Object.keys(operation.responses ?? {}).includes(String(status)) ? [] : [`answers ${status}`]
    const faults = [...(asked.errors ?? []), ...(told.errors ?? [])].map((fault) => `${fault.instancePath} ${fault.message}`)
    return [{ call: operation.operationId ?? "", faults: [...faults, ...known, ...prose(exchange)] }]
  })
  expect(judged.filter(({ faults }) => faults.length)).toEqual([])
  expect(new Set(judged.map(({ call }) => call))).toEqual(
    new Set([
      "getInventoryItem",
      "getOffers",
      "getInventoryLocation",
      "createInventoryLocation",
      "getFulfillmentPolicies",
      "getPaymentPolicies",
      "getReturnPolicies",
      "createOrReplaceInventoryItem",
      "createOffer",
      "updateOffer",
      "publishOffer",
      "withdrawOffer",
      "getOrders",
      "getPrivileges",
    ]),
  )
  const wrong = {
    method: "PUT",
    path: "/sell/inventory/v1/inventory_item/A",
    headers: { "content-type": "application/json", "content-language": "en-US" },
    body: { product: { title: 7, imageUrls: "https://a.test" }, availability: [] },
  }
  expect(apis.inventory.validateRequest(wrong).errors).toHaveLength(3)
  expect(apis.inventory.validateRequest({ ...wrong, body: {}, headers: {} }).errors).toHaveLength(2)
})

test.skipIf(missing)("the twin's documents and eBay's have one fingerprint; a field that goes or becomes required changes it", async () => {
  const { sandbox, channel } = open()
  const theirs = await ebayFingerprint(async (api) => contracts[api].read())
  expect(await channel.contract?.fingerprint()).toBe(theirs)
  const changed = contracts.inventory.read<{ components: { schemas: Record<string, { properties: object; required?: string[] }> } }>()
  const product = changed.components.schemas["Product"]
  if (product) product.properties = { ...product.properties, title: { type: "integer" } }
  expect(await ebayFingerprint(async (api) => (api === "inventory" ? changed : contracts[api].read()))).not.toBe(theirs)
  await sandbox.fetch(`${sandbox.url}/sandbox/misbehave/ebay`, { method: "POST", body: JSON.stringify({ how: "policy-change" }) })
  expect(await channel.contract?.fingerprint()).not.toBe(theirs)
  await expect(channel.publish(listing())).rejects.toMatchObject({ retryable: false, message: expect.stringMatching(/regulatory/) })
  await sandbox.fetch(`${sandbox.url}/sandbox/misbehave/ebay`, { method: "POST", body: JSON.stringify({ how: "behave" }) })
  expect(await readEbayDocument(sandbox.fetch, sandbox.url, "account")).toMatchObject({ openapi: "3.0.0" })
})

test.skipIf(missing)("each number that an error is told by stands in one of eBay's documents", async () => {
  const listed = new Set(
    ebayApis.flatMap(
      (api) =>
        JSON.stringify(contracts[api].read())
          .match(/"(\d{5})":\{"domain"/g)
          ?.map((one) => Number(one.slice(1, 6))) ?? [],
    ),
  )
  const ours = Object.keys(ebayMeanings).map(Number)
  expect(ours.length).toBeGreaterThan(60)
  // Below 3000 are the numbers that all of eBay's APIs share.
  expect(ours.filter((code) => code >= 3000 && !listed.has(code))).toEqual([])
})

test("a listing is revised 250 times a day; then the error says when it goes on, and it goes on", async () => {
  let now = new Date("2026-11-22T20:00:00Z")
  const { channel } = open(recordedSandbox({ now: () => now.getTime() }), {}, () => now)
  const { remoteId } = await channel.publish(listing({ images: [{ ...shot(1), url: "https://shop.test/1.png" }] }))
  const priced = (amount: number) =>
    listing({ images: [{ ...shot(1), url: "https://shop.test/1.png" }], price: { amount, currency: "USD" } })
  for (let n = 1; n <= 250; n++) await channel.update(remoteId, priced(1000 + n))
  // Nothing new is no revision.
  await channel.update(remoteId, priced(1250))
  await expect(channel.update(remoteId, priced(2000))).rejects.toMatchObject({
    retryable: true,
    retryAfter: 12 * 3600,
    message: "eBay lets a listing be revised 250 times a day; this one can be revised again from 2026-11-23 08:00 UTC.",
  })
  now = new Date("2026-11-23T08:00:01Z")
  await channel.update(remoteId, priced(2000))
  expect((await channel.readBack(remoteId))?.price.amount).toBe(2000)
})

test("what is read back is the listing minus the losses that are declared", async () => {
  const { channel } = open()
  const lost = new Set(channel.losses.map(({ field }) => field))
  expect(lost).toEqual(new Set(["tags", "alt texts", "files"]))
  let published = 0
  await fc.assert(
    fc.asyncProperty(arbitraryListing({ currencies: ["USD"] }), async (one) => {
      fc.pre(channel.validate(one).length === 0)
      const { remoteId } = await channel.publish(one)
      const shown = await channel.readBack(remoteId)
      if (!shown) throw new Error("eBay does not show it.")
      published++
      expect({ tags: shown.tags, files: shown.files, alts: shown.images?.map(({ alt }) => alt) }).toEqual({
        tags: null,
        files: null,
        alts: one.images.map(() => null),
      })
      expect(diffListing(one, shown)).toEqual([])
    }),
    { numRuns: 60 },
  )
  expect(published).toBeGreaterThan(30)
})
