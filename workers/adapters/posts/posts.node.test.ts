import { Lexicons, jsonToLex, type LexiconDoc } from "@atproto/lexicon"
import { OpenAPIBackend, type Document } from "openapi-backend"
import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { memoryTokens } from "#workers/adapters/tokens.ts"
import { contractFolder, plainOpenApi, vendorContract } from "#workers/test/contracts.ts"
import { recordedSandbox, type Exchange } from "#workers/test/twins.ts"
import { recordKey } from "./bluesky.ts"
import { openPosts, postsEnv, type NetworkName, type Post } from "./index.ts"

const image = {
  bytes: Uint8Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="), (sign) =>
    sign.charCodeAt(0),
  ),
  mediaType: "image/png",
  name: "cover.png",
}
const post: Post = {
  title: "A dated planner",
  text: "Größe zählt 🗓️: a dated planner #Planner",
  link: "http://shop.test/products/planner?utm_source=test&utm_medium=social",
  alt: "Cover of the planner",
  image,
  idempotencyKey: "post:contract",
}
const big = {
  ...post,
  idempotencyKey: "post:big",
  image: { ...image, bytes: new Uint8Array([...image.bytes, ...new Uint8Array(1_100_000)]) },
}

/** Posts, finds and posts again; every exchange is kept. */
async function played(network: NetworkName, posts: Post[] = [post]): Promise<Exchange[]> {
  const sandbox = recordedSandbox()
  const deps = { fetch: sandbox.fetch, tokens: memoryTokens(), now: () => new Date(), wait: async () => undefined }
  const one = openPosts({ ...postsEnv.parse({}), SANDBOX_URL: sandbox.url }, deps)[network]
  for (const each of posts) {
    await one.post(each)
    await one.find(each)
  }
  return sandbox.exchanges
}

const bodyOf = ({ type, body }: Exchange): unknown => {
  if (body instanceof FormData)
    return Object.fromEntries(Array.from(body, ([name, value]) => [name, typeof value === "string" ? value : "binary"]))
  return type.includes("json") && body ? JSON.parse(body) : undefined
}

/** What the contract says against each exchange, by operation. */
async function judged(definition: Document, exchanges: Exchange[], prefix = "") {
  const ajvOpts = { strict: false, allErrors: true, coerceTypes: true, validateFormats: false } as const
  const api = await new OpenAPIBackend({ definition, quick: true, strict: false, ajvOpts }).init()
  const judge = (exchange: Exchange, body = bodyOf(exchange)) => {
    const { method, url, headers, status, answer } = exchange
    const query = Object.fromEntries(
      Array.from(url.searchParams.keys(), (name) => [name, url.searchParams.getAll(name)]).map(([name, all]) => [
        name,
        all?.length === 1 ? all[0] : all,
      ]),
    )
    const request = { method, path: url.pathname.replace(prefix, ""), query, headers: Object.fromEntries(headers), body }
    const operation = api.router.matchOperation(request)
    const asked = api.validateRequest(request, operation)
    const told = operation ? api.validateResponse(answer, operation, status) : { valid: false, errors: [] }
    const faults = [...(asked.errors ?? []), ...(told.errors ?? [])].map((fault) => `${fault.instancePath} ${fault.message}`)
    return {
      call: operation?.operationId ?? `${method} ${url.pathname}`,
      asked: asked.valid,
      faults: operation ? faults : ["unknown operation"],
    }
  }
  return { judge, all: exchanges.map((exchange) => judge(exchange)) }
}
const faulty = (all: { faults: string[] }[]) => all.filter(({ faults }) => faults.length > 0)

/**
 * The document is generated from prose: it says "exactly one" of text, pictures and poll, where Mastodon takes text with pictures, and that the
 * Idempotency-Key is an object.
 */
function mended(definition: Document): Document {
  const operation = definition.paths?.["/api/v1/statuses"]?.post
  const text = JSON.stringify(operation).replaceAll('"oneOf"', '"anyOf"').replace('"schema":{"type":"object"', '"schema":{"type":"string"')
  if (operation) Object.assign(operation, JSON.parse(text))
  return definition
}

const mastodon = vendorContract("mastodon/openapi.2026-08.json.gz")
test.skipIf(mastodon.missing)(
  "Mastodon: what is sent and answered fits its document; a status with a wrong visibility does not",
  async () => {
    const exchanges = await played("mastodon")
    const { judge, all } = await judged(mended(plainOpenApi(mastodon.read<Document>())), exchanges)
    expect(faulty(all)).toEqual([])
    expect(new Set(all.map(({ call }) => call))).toEqual(
      new Set(["getInstanceV2", "createMediaV2", "getMedia", "createStatus", "getAccountsVerifyCredentials", "getAccountStatuses"]),
    )
    const status = exchanges.find(({ url, method }) => method === "POST" && url.pathname === "/api/v1/statuses")
    expect(status && judge(status, { status: "x", visibility: "everybody" }).asked).toBe(false)
  },
)

const xContract = vendorContract("x/openapi.2026-07-21.json.gz")
test.skipIf(xContract.missing)("X: what is sent and answered fits its document; a post with an unknown field does not", async () => {
  const exchanges = await played("x")
  const { judge, all } = await judged(plainOpenApi(xContract.read<Document>()), exchanges)
  expect(faulty(all)).toEqual([])
  expect(new Set(all.map(({ call }) => call))).toEqual(
    new Set(["mediaUpload", "createMediaMetadata", "createPosts", "getUsersMe", "getUsersPosts"]),
  )
  const made = exchanges.find(({ url, method }) => method === "POST" && url.pathname === "/2/tweets")
  expect(made && judge(made, { text: "x", visibility: "public" }).asked).toBe(false)
  expect(made && judge(made, { text: "x", media: { media_ids: ["not a number"] } }).asked).toBe(false)
})

const pinterest = vendorContract("pinterest/openapi.v5.23.0.json.gz")
test.skipIf(pinterest.missing)(
  "Pinterest: what is sent and answered fits its document; a pin whose title is too long does not",
  async () => {
    const exchanges = await played("pinterest", [{ ...post, title: "Word ".repeat(80), alt: "a ".repeat(600), text: "b ".repeat(900) }])
    const { judge, all } = await judged(plainOpenApi(pinterest.read<Document>()), exchanges, "/v5")
    expect(faulty(all)).toEqual([])
    expect(new Set(all.map(({ call }) => call))).toEqual(new Set(["boards/list", "boards/create", "boards/list_pins", "pins/create"]))
    const made = exchanges.find(({ url, method }) => method === "POST" && url.pathname === "/v5/pins")
    expect(made && judge(made, { ...Object(bodyOf(made)), title: "x".repeat(101) }).asked).toBe(false)
  },
)

const lexiconFolder = contractFolder("bluesky/lexicons")
const documents = (folder: string): LexiconDoc[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name): LexiconDoc => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")))

test.skipIf(lexiconFolder === null)(
  "Bluesky: records, calls and answers fit the lexicons; 301 graphemes and a facet without bytes do not",
  async () => {
    const lexicons = new Lexicons(documents(lexiconFolder ?? ""))
    const exchanges = await played("bluesky", [post, big])
    const faults = exchanges.flatMap((exchange) => {
      const method = exchange.url.pathname.replace("/xrpc/", "")
      const sent = bodyOf(exchange)
      try {
        if (exchange.method === "POST" && sent) lexicons.assertValidXrpcInput(method, jsonToLex(Object(sent)))
        else if (exchange.method === "GET") lexicons.assertValidXrpcParams(method, Object.fromEntries(exchange.url.searchParams))
        lexicons.assertValidXrpcOutput(method, jsonToLex(Object(exchange.answer)))
        if (sent && Object(sent).record) lexicons.assertValidRecord("app.bsky.feed.post", jsonToLex(Object(sent).record))
        return []
      } catch (error) {
        return [`${method}: ${String(error)}`]
      }
    })
    expect(faults).toEqual([])
    expect(new Set(exchanges.map(({ url }) => url.pathname.split(".").at(-1)))).toEqual(
      new Set(["createSession", "uploadBlob", "putRecord", "getRecord"]),
    )
    const records = exchanges.map((exchange): unknown => Object(bodyOf(exchange) ?? {}).record).filter(Boolean)
    expect(records.map((record) => Object(record).embed.$type)).toEqual(["app.bsky.embed.external", "app.bsky.embed.images"])
    const record = Object(records[0])
    const refused = (change: object) => () => lexicons.assertValidRecord("app.bsky.feed.post", jsonToLex({ ...record, ...change }))
    expect(refused({ text: "👨‍👩‍👧".repeat(301) })).toThrow(/graphemes|300/)
    expect(refused({ facets: [{ index: { byteStart: -1, byteEnd: 4 }, features: [] }] })).toThrow(/byteStart/)
  },
)

const tids = contractFolder("bluesky/interop-test-files")
test.skipIf(tids === null)(
  "Bluesky: our record keys pass the interoperability files' idea of a TID, and its wrong ones do not",
  async () => {
    const lines = (name: string) =>
      readFileSync(`${tids}/${readdirSync(tids ?? "", { recursive: true, encoding: "utf8" }).find((path) => path.endsWith(name))}`, "utf8")
        .split("\n")
        .filter((line) => line && !line.startsWith("#"))
    const form = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/
    expect(lines("tid_syntax_valid.txt").filter((line) => !form.test(line))).toEqual([])
    expect(lines("tid_syntax_invalid.txt").filter((line) => form.test(line))).toEqual([])
    for (const key of ["a", "launch:prd_1:bluesky"]) expect(await recordKey(key)).toMatch(form)
  },
)
