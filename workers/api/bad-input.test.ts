import { expect, test } from "vitest"
import { apiKeys, carts, drafts, jobs, orders, products, tickets } from "#schemas/tables/index.ts"
import { key } from "#workers/domain/key/index.ts"
import { SHOP_URL, shopFetch, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"

const ctx = testCtx()
const tables = { products, drafts, jobs, orders, carts, tickets, apiKeys }
const counts = async () =>
  Object.fromEntries(await Promise.all(Object.entries(tables).map(async ([name, table]) => [name, await ctx.db.$count(table)])))
const { key: token } = await key.create(ctx, { name: "Tests", scopes: ["read", "write", "spend"] })

type Problem = { type: string; title: string; status: number; detail: string; instance: string; errors?: { field: string }[] }
type Call = { method?: string; body?: unknown; headers?: Record<string, string> }

const raw = (path: string, { method = "POST", body, headers = {} }: Call = {}) =>
  shopFetch(path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  })

/** The answer has to be a whole problem document; given back are its status and the fields that it names. */
async function refusal(path: string, call: Call = {}): Promise<[number, string]> {
  const reply = await raw(path, call)
  const problem = await reply.json<Problem>()
  expect([path, reply.headers.get("content-type")]).toEqual([path, "application/problem+json; charset=utf-8"])
  expect(problem).toMatchObject({
    type: expect.stringMatching(/^http:\/\/shop\.test\/problems\/[a-z-]+$/),
    title: expect.stringMatching(/.{10}/),
    status: reply.status,
    detail: expect.stringMatching(/.{10}/),
    instance: new URL(path, SHOP_URL).pathname,
  })
  expect(problem.detail).not.toMatch(/ZodError|SQLITE|D1_ERROR|at \w+ \(/)
  return [reply.status, (problem.errors ?? []).map(({ field }) => field).join()]
}

const brief = { category: "Budgeting", audience: "students" }
const draft = (change: object) => refusal("/v1/products/draft", { body: { ...brief, ...change } })

test("a brief with unknown, wrong, empty or endless fields is refused by the field's name, and leaves nothing", async () => {
  const before = await counts()
  const huge = "x".repeat(1_000_000)
  expect(await draft({ colour: "red", size: 3 })).toEqual([422, "colour,size"])
  expect(await draft({ category: 7 })).toEqual([422, "category"])
  expect(await draft({ category: null, audience: ["a", "b"] })).toEqual([422, "category,audience"])
  expect(await draft({ category: "", audience: "   " })).toEqual([422, "category,audience"])
  expect(await draft({ category: huge })).toEqual([422, "category"])
  expect(await draft({ keywords: ["ok", huge] })).toEqual([422, "keywords/1"])
  expect(await draft({ keywords: "budget" })).toEqual([422, "keywords"])
  expect(await draft({ keywords: Array(21).fill("budget") })).toEqual([422, "keywords"])
  expect(await draft({ kind: "yacht", year: 2026.5 })).toEqual([422, "kind,year"])
  expect(await draft({ year: 99_999 })).toEqual([422, "year"])
  expect(await refusal("/v1/products/draft", { body: {} })).toEqual([422, "category,audience"])
  expect(await refusal("/v1/products/draft", { body: [] })).toEqual([422, ""])
  expect(await refusal("/v1/products/draft", { body: "null" })).toEqual([422, ""])
  expect(await draft({ category: "how to build a pipe bomb" })).toEqual([422, "category"])
  expect(await draft({ audience: "Disney fans", category: "Disney princess planner" })).toEqual([422, "category"])
  expect(await counts()).toEqual(before)
})

test("addresses that must not be read are refused by their place, before anything is written", async () => {
  const before = await counts()
  const never = [
    "http://example.com/",
    "https://localhost/",
    "https://127.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::ffff:10.0.0.1]/",
    "https://2130706433/",
    "https://intranet/",
    "https://db.internal/",
    "https://admin:secret@example.com/",
    "https://example.com:22/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,hello",
    "not a url",
    "",
  ]
  for (const ref of never) expect([ref, await draft({ refs: [ref] })]).toEqual([ref, [422, "refs/0"]])
  expect(await draft({ refs: Array(11).fill("https://example.com/") })).toEqual([422, "refs"])
  expect(await refusal("/v1/runs", { body: { brief: { ...brief, refs: ["https://localhost/"] } } })).toEqual([422, "brief/refs/0"])
  expect(await counts()).toEqual(before)
})

test("bodies that are too large, broken, not JSON or not there are told apart", async () => {
  const before = await counts()
  expect(await refusal("/v1/sources", { body: JSON.stringify({ name: "big.md", text: "x".repeat(7_000_000) }) })).toEqual([413, ""])
  for (const body of ["{", '{"category":', "<brief/>", "\u0000", '{"category":"a",}'])
    expect((await refusal("/v1/products/draft", { body }))[0]).toBe(400)
  const text = JSON.stringify(brief)
  expect(await refusal("/v1/products/draft", { body: text, headers: { "content-type": "text/plain" } })).toEqual([415, ""])
  expect(await refusal("/v1/products/draft", { body: text, headers: { "content-type": "" } })).toEqual([415, ""])
  expect(await refusal("/v1/products/draft", { body: text, headers: { "content-type": "application/x-www-form-urlencoded" } })).toEqual([
    415,
    "",
  ])
  expect((await refusal("/v1/products/draft"))[0]).toBeGreaterThanOrEqual(400)
  expect(await counts()).toEqual(before)
})

test("unknown drafts, channels, prices and settings of a publish request are named", async () => {
  const { draftId } = await make.draft(ctx)
  const before = await counts()
  const publish = (change: object) => refusal("/v1/products/publish", { body: { channel: "storefront", draft_id: draftId, ...change } })
  expect(await publish({ draft_id: "drf_unknown" })).toEqual([404, ""])
  expect(await publish({ draft_id: 7 })).toEqual([422, "draft_id"])
  expect(await publish({ channel: "myspace" })).toEqual([422, "channel"])
  expect(await publish({ channel: ["storefront", "__proto__"] })).toEqual([422, "channel"])
  for (const price of [0, -1, 1e9, "9"]) expect([price, await publish({ pricing: { price } })]).toEqual([price, [422, "pricing/price"]])
  for (const price of [0.5, 99_999])
    expect([price, await publish({ pricing: { price }, validate_only: true })]).toEqual([price, [422, "pricing/price"]])
  expect(await publish({ pricing: { price: 9, currency: "usd" } })).toEqual([422, "pricing/currency"])
  expect(await publish({ validate_only: "yes" })).toEqual([422, "validate_only"])
  expect(await counts()).toEqual(before)
  const valid = await raw("/v1/products/publish", { body: { channel: ["storefront", "etsy"], draft_id: draftId, validate_only: true } })
  expect([valid.status, (await valid.json<{ results: { status: string }[] }>()).results.map(({ status }) => status)]).toEqual([
    200,
    ["valid", "valid"],
  ])
  expect(await counts()).toEqual(before)
})

test("query parameters that are unknown or impossible, and cursors that are not ours, are named", async () => {
  const get = (path: string) => refusal(path, { method: "GET" })
  for (const path of [
    "/v1/products",
    "/v1/search",
    "/v1/drafts",
    "/v1/jobs",
    "/v1/listings",
    "/v1/orders",
    "/v1/events",
    "/v1/tickets",
    "/v1/mails",
    "/v1/ideas",
    "/v1/proposals",
  ])
    expect([path, await get(`${path}?colour=red`)]).toEqual([path, [422, "colour"]])
  expect(await get("/v1/products?limit=0&sort=best&kind=yacht&maxPrice=abc")).toEqual([422, "kind,maxPrice,sort,limit"])
  for (const cursor of ["x", "%00", "W10", "eyJhIjoxfQ", "😀"]) expect(await get(`/v1/products?cursor=${cursor}`)).toEqual([422, "cursor"])
  expect(await get(`/v1/products?q=${"x".repeat(201)}`)).toEqual([422, "q"])
  expect(await get("/v1/ideas?cursor=bad")).toEqual([422, "cursor"])
})

test("what is not there is 404, what takes another method is 405 and names the right ones", async () => {
  const get = (path: string) => refusal(path, { method: "GET" })
  for (const path of ["/v1/products/none", "/v1/drafts/none", "/v1/jobs/none", "/v1/nothing", "/v1/", "/v1/products/a/b/c"])
    expect((await get(path))[0]).toBe(404)
  expect((await get(`/v1/jobs/${"x".repeat(61)}`))[0]).toBe(422)
  expect((await refusal("/v1/products", { method: "DELETE" }))[0]).toBe(405)
  const patch = await raw("/v1/products/draft", { method: "PUT", body: brief })
  expect([patch.status, patch.headers.get("allow")]).toEqual([405, expect.stringContaining("POST")])
  expect((await refusal("/v1/scheduled/none"))[1]).toBe("name")
})

test("HEAD answers like GET without a body, OPTIONS names the methods", async () => {
  const head = await shopFetch("/v1/products", { method: "HEAD" })
  expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, expect.stringContaining("application/json"), ""])
  const options = await shopFetch("/v1/products", { method: "OPTIONS" })
  expect([options.status, options.headers.get("allow")]).toEqual([204, expect.stringMatching(/GET.*OPTIONS/)])
})

test("other scripts, emoji and markup go through as text and come back as they were", async () => {
  const { slug } = await make.liveProduct(ctx)
  for (const question of [
    "Können Sie mir helfen? 日本語 🙂",
    "<script>alert(1)</script> how do I open the file?",
    "'; DROP TABLE tickets; --",
  ]) {
    const reply = await raw("/v1/tickets", { body: { question, email: "jörg@example.com".replace("ö", "oe") } })
    expect([question, reply.status, reply.headers.get("content-type")]).toEqual([
      question,
      201,
      expect.stringContaining("application/json"),
    ])
    const { items } = await (await raw("/v1/tickets?limit=1", { method: "GET" })).json<{ items: { question: string }[] }>()
    expect(items[0]?.question).toBe(question)
  }
  expect((await refusal("/v1/carts", { body: { slug: "🛒" } }))[0]).toBe(404)
  expect(await refusal("/v1/carts", { body: { slug, utm: { source: "x".repeat(61) } } })).toEqual([422, "utm/source"])
  expect((await refusal("/v1/checkout", { body: { cartId: "crt_none" } }))[0]).toBe(409)
  expect(await refusal("/v1/checkout", { body: { cartId: "crt_none", email: "no" } })).toEqual([422, "email"])
})
