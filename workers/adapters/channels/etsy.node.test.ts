import { OpenAPIBackend, type Document } from "openapi-backend"
import { expect, test } from "vitest"
import { plainOpenApi, vendorContract } from "#workers/test/contracts.ts"
import { makeListing } from "#workers/test/listing.ts"
import { recordedSandbox, type Exchange } from "#workers/test/twins.ts"
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

test.skipIf(contract.missing)("what the adapter sends and what the twin answers both fit Etsy's own document", async () => {
  const definition = plainOpenApi(contract.read<Document>())
  const ajvOpts = { strict: false, allErrors: true, coerceTypes: true, validateFormats: false } as const
  const etsyApi = await new OpenAPIBackend({ definition, quick: true, strict: false, ajvOpts }).init()
  const sandbox = recordedSandbox()
  const channel = etsy({ ...etsyEnv.parse({}), SANDBOX_URL: sandbox.url }, sandbox.fetch)
  const { remoteId } = await channel.publish(makeListing())
  await channel.publish(makeListing({ title: "Dated planner 2027, new edition" }))
  await channel.readBack(remoteId)
  await channel.withdraw(remoteId)
  const judged = sandbox.exchanges.map((exchange) => {
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
    ]),
  )
  const wrong = {
    method: "POST",
    path: "/v3/application/shops/1/listings",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: { title: "x", who_made: "a_robot" },
  }
  expect(etsyApi.validateRequest(wrong).valid).toBe(false)
})
