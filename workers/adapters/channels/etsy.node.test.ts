import { OpenAPIBackend, type Document } from "openapi-backend"
import { expect, test } from "vitest"
import { plainOpenApi, vendorContract } from "#workers/test/contracts.ts"
import { makeListing } from "#workers/test/listing.ts"
import { recordedSandbox, type Exchange } from "#workers/test/twins.ts"
import { memoryTokens } from "../tokens.ts"
import { etsyPart } from "./etsy-contract.ts"
import { etsyUses } from "./etsy-uses.ts"
import { etsy, etsyEnv } from "./etsy.ts"

const contract = vendorContract("etsy/etsy-openapi-v3.2026-08.json")

/** Etsy's forms carry arrays comma-separated; the validator wants them as arrays. */
function bodyOf({ type, body }: Exchange): Record<string, unknown> | undefined {
  if (body instanceof FormData)
    return Object.fromEntries(Array.from(body, ([name, value]) => [name, typeof value === "string" ? value : "binary"]))
  if (!body) return undefined
  if (type.includes("json")) return JSON.parse(body)
  const fields: Record<string, unknown> = Object.fromEntries(new URLSearchParams(body))
  for (const list of ["tags", "image_ids"]) if (typeof fields[list] === "string") fields[list] = fields[list].split(",")
  return fields
}

const openEtsy = (sandbox: ReturnType<typeof recordedSandbox>) =>
  etsy({ ...etsyEnv.parse({}), SANDBOX_URL: sandbox.url }, { fetch: sandbox.fetch, tokens: memoryTokens(), now: () => new Date() })
const otherFiles = [{ name: "second-edition.zip", mediaType: "application/zip", size: 3, bytes: async () => Uint8Array.of(1, 2, 3) }]

/** A push whose first call was done twice: the second draft is taken up, the first is cleared away by the next push. */
async function leaveOrphan(sandbox: ReturnType<typeof recordedSandbox>, listing: ReturnType<typeof makeListing>) {
  const order = { how: "duplicate", path: "/shops/1/listings", times: 6 }
  await sandbox.fetch(`${sandbox.url}/sandbox/misbehave/etsy`, { method: "POST", body: JSON.stringify(order) })
  const twin = { ...listing, sku: "DOUBLED-0001", title: "Made twice" }
  await openEtsy(sandbox).publish(twin)
  await openEtsy(sandbox).publish(twin)
}

/** What was sent and does not stand in the list of what we use. */
function unlisted(etsyApi: OpenAPIBackend, exchange: Exchange): string[] {
  const { method, url, headers } = exchange
  const operation = etsyApi.router.matchOperation({ method, path: url.pathname, headers: Object.fromEntries(headers) })
  const id = operation?.operationId ?? ""
  const listed = etsyUses[id]?.sends.map((one) => one.split("=")[0]) ?? []
  const names = [...Object.keys(bodyOf(exchange) ?? {}), ...url.searchParams.keys()]
  return names.filter((name) => !listed.includes(name)).map((name) => `${id} ${name}`)
}

test.skipIf(contract.missing)("what the adapter sends and what the twin answers both fit Etsy's own document", async () => {
  const definition = plainOpenApi(contract.read<Document>())
  const ajvOpts = { strict: false, allErrors: true, coerceTypes: true, validateFormats: false } as const
  const etsyApi = await new OpenAPIBackend({ definition, quick: true, strict: false, ajvOpts }).init()
  const sandbox = recordedSandbox()
  const channel = openEtsy(sandbox)
  const listing = makeListing()
  const { remoteId } = await channel.publish(listing)
  await channel.update(remoteId, {
    ...listing,
    title: "Dated planner 2027, new edition",
    images: listing.images.slice(1),
    files: otherFiles,
  })
  await sandbox.fetch(`${sandbox.url}/etsy/listing/${remoteId}/buy`, { method: "POST", body: "quantity=2" })
  await channel.orders({ since: new Date("2026-01-01") })
  await channel.health()
  await channel.readBack(remoteId)
  await channel.withdraw(remoteId)
  await leaveOrphan(sandbox, listing)
  const calls = sandbox.exchanges.filter(({ url: { pathname } }) => pathname.startsWith("/v3/application"))
  const judged = calls.map((exchange) => {
    const { method, url, headers, status, answer } = exchange
    const request = {
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(headers),
      body: bodyOf(exchange),
    }
    const operation = etsyApi.router.matchOperation(request)
    const asked = etsyApi.validateRequest(request, operation)
    const told = operation ? etsyApi.validateResponse(answer, operation, status) : { valid: false, errors: [] }
    const faults = [...(asked.errors ?? []), ...(told.errors ?? [])].map((fault) => `${fault.instancePath} ${fault.message}`)
    return { call: `${method} ${operation?.operationId ?? url.pathname}`, faults }
  })
  expect(judged.filter(({ faults }) => faults.length)).toEqual([])
  expect(new Set(judged.map(({ call }) => call.split(" ")[1]))).toEqual(
    new Set([
      "getShop",
      "getListingsByShop",
      "createDraftListing",
      "updateListingInventory",
      "uploadListingImage",
      "getAllListingFiles",
      "uploadListingFile",
      "updateListing",
      "getListing",
      "deleteListing",
      "getListingImages",
      "deleteListingImage",
      "deleteListingFile",
      "getShopReceipts",
      "getShopPaymentByReceiptId",
      "tokenScopes",
    ]),
  )
  expect(calls.flatMap((exchange) => unlisted(etsyApi, exchange))).toEqual([])
  const wrong = {
    method: "POST",
    path: "/v3/application/shops/1/listings",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: { title: "x", who_made: "a_robot" },
  }
  expect(etsyApi.validateRequest(wrong).valid).toBe(false)
})

test.skipIf(contract.missing)("the twin's document is Etsy's, and a change of policy shows in the fingerprint", async () => {
  const sandbox = recordedSandbox()
  const served = await (await sandbox.fetch(`${sandbox.url}/openapi/generated/oas/3.0.0.json`)).json()
  expect(etsyPart(served)).toEqual(etsyPart(contract.read()))
  expect(Object.values(etsyPart(served))).not.toContain(null)
  const channel = openEtsy(sandbox)
  const before = await channel.contract?.fingerprint()
  expect(before).toMatch(/^[0-9a-f]{64}$/)
  const tell = (how: string) => sandbox.fetch(`${sandbox.url}/sandbox/misbehave/etsy`, { method: "POST", body: JSON.stringify({ how }) })
  await tell("policy-change")
  expect(await channel.contract?.fingerprint()).not.toBe(before)
  await expect(channel.publish(makeListing())).rejects.toThrow(/production_partner_ids/)
  await tell("behave")
  expect(await channel.contract?.fingerprint()).toBe(before)
})

const older = vendorContract("etsy/etsy-openapi-v3.2025-02.json.gz")
test.skipIf(older.missing || contract.missing)("what Etsy changed between February 2025 and August 2026, of what we use", () => {
  const [before, now] = [etsyPart(older.read()), etsyPart(contract.read())]
  const differing = Object.keys(now).filter((id) => JSON.stringify(before[id]) !== JSON.stringify(now[id]))
  expect(Object.fromEntries(differing.map((id) => [id, { before: before[id], now: now[id] }]))).toEqual({})
})
