import { OpenAPIBackend, type Document } from "openapi-backend"
import { expect, test } from "vitest"
import { plainOpenApi, vendorContract } from "#workers/test/contracts.ts"
import { recordedSandbox } from "#workers/test/twins.ts"
import { adsEnv, openAds } from "./index.ts"

const contract = vendorContract("pinterest/openapi.v5.23.0.json.gz")
const auth = { authorization: "Bearer pinterest_autonomax_sandbox", "content-type": "application/json" }

test.skipIf(contract.missing)(
  "Pinterest Ads: a launch, its spend and its end fit the document; an objective that there is not does not",
  async () => {
    const definition = plainOpenApi(contract.read<Document>())
    const ajvOpts = { strict: false, allErrors: true, coerceTypes: "array", validateFormats: false } as const
    const api = await new OpenAPIBackend({ definition, quick: true, strict: false, ajvOpts }).init()
    const sandbox = recordedSandbox()
    const make = async (path: string, body: object): Promise<{ id: string }> =>
      (await sandbox.fetch(`${sandbox.url}/v5/${path}`, { method: "POST", headers: auth, body: JSON.stringify(body) })).json()
    const board = await make("boards", { name: "New" })
    const source = { source_type: "image_base64", content_type: "image/png", data: "iVBORw0KGgo=" }
    const pin = await make("pins", { board_id: board.id, title: "A planner", link: "https://shop.example/", media_source: source })
    const { pinterest } = openAds({ ...adsEnv.parse({}), SANDBOX_URL: sandbox.url }, { fetch: sandbox.fetch, now: () => new Date() })
    const from = new Date()
    const to = new Date(from.getTime() + 5 * 86_400_000)
    const plan = {
      id: "cmp_1",
      title: "A planner",
      link: "https://shop.example/?utm_source=pinterest",
      creative: pin.id,
      budget: 1000,
      days: 5,
      from,
      to,
    }
    const { remoteId } = await pinterest.launch(plan)
    expect(await pinterest.launch(plan)).toEqual({ remoteId })
    expect(await pinterest.spend(remoteId, from, from)).toMatchObject([{ spent: expect.any(Number) }])
    await pinterest.stop(remoteId)
    const judge = (method: string, url: URL, headers: Headers, body: unknown) => {
      const query = Object.fromEntries(
        Array.from(url.searchParams, ([name, value]) => [name, name === "columns" ? value.split(",") : value]),
      )
      return { method, path: url.pathname.replace("/v5", ""), query, headers: Object.fromEntries(headers), body }
    }
    const faults = sandbox.exchanges.flatMap(({ method, url, headers, body, status, answer }) => {
      const request = judge(method, url, headers, body ? JSON.parse(String(body)) : undefined)
      const operation = api.router.matchOperation(request)
      const said = [
        ...(api.validateRequest(request, operation).errors ?? []),
        ...(api.validateResponse(answer, operation ?? "", status).errors ?? []),
      ]
      return operation
        ? said.map((fault) => `${operation.operationId} ${fault.instancePath} ${fault.message}`)
        : [`${method} ${url.pathname} is unknown`]
    })
    expect(faults).toEqual([])
    const wrong = judge("POST", new URL("http://x/v5/ad_accounts/1/campaigns"), new Headers({ "content-type": "application/json" }), [
      { ad_account_id: "1", name: "x", objective_type: "WORLD_DOMINATION" },
    ])
    expect(api.validateRequest(wrong).valid).toBe(false)
  },
)
