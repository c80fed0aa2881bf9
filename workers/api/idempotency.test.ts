import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { apiKeys, idempotency } from "#schemas/tables/index.ts"
import { beginIdempotent, endIdempotent } from "#workers/domain/idempotency/index.ts"
import { key } from "#workers/domain/key/index.ts"
import { clock, shopFetch, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { sandboxFetch, SANDBOX_URL } from "#workers/test/sandbox.ts"

const ctx = testCtx()
const owner = await key.create(ctx, { name: "Tests", scopes: ["read", "write", "spend"] })
const call = (path: string, id: string, body: unknown, token = owner.key) =>
  shopFetch(path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": id },
    body: JSON.stringify(body),
  })
const wish = (name: string) => ({ name, scopes: ["read"] })
const made = async (name: string) => (await ctx.db.select().from(apiKeys).where(eq(apiKeys.name, name))).length
const typeOf = async (reply: Response) => (await reply.json<{ type: string }>()).type.split("/").at(-1)

test("the same key and body give the same answer, and the work is done once", async () => {
  const first = await call("/v1/keys", "once", wish("Once"))
  const again = await call("/v1/keys", "once", wish("Once"))
  expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([201, 201, "true"])
  expect(await again.text()).toBe(await first.text())
  expect(await made("Once")).toBe(1)
})

test("ten calls at once do the work once; the others hear that it is running, or the same answer", async () => {
  const replies = await Promise.all(Array.from({ length: 10 }, () => call("/v1/keys", "crowd", wish("Crowd"))))
  expect(replies.every(({ status }) => status === 201 || status === 409)).toBe(true)
  expect(replies.filter((reply) => reply.status === 201 && !reply.headers.has("idempotent-replayed"))).toHaveLength(1)
  expect(await made("Crowd")).toBe(1)
})

test("the same key with another body is refused; another caller's same key is another call", async () => {
  await call("/v1/keys", "body", wish("First body"))
  const other = await call("/v1/keys", "body", wish("Other body"))
  expect([other.status, await typeOf(other), await made("Other body")]).toEqual([422, "idempotency-conflict", 0])
  const second = await key.create(ctx, { name: "Second caller", scopes: ["write", "read"] })
  expect((await call("/v1/keys", "body", wish("Other body"), second.key)).status).toBe(201)
})

test("while the first call runs the second is told to wait; one that died is forgotten after two minutes", async () => {
  const time = clock()
  const own = testCtx({ now: time.now })
  const slot = { actor: "key:x", route: "POST /v1/keys", key: "slow" }
  expect(await beginIdempotent(own, slot, "hash")).toBeNull()
  expect(await beginIdempotent(own, slot, "hash")).toMatchObject({ status: null })
  time.pass(121)
  expect(await beginIdempotent(own, slot, "hash")).toBeNull()
  await endIdempotent(own, slot, { status: 201, body: "{}", headers: {} })
  time.pass(3600)
  expect(await beginIdempotent(own, slot, "hash")).toMatchObject({ status: 201 })
  time.pass(86_400)
  expect(await beginIdempotent(own, slot, "hash")).toBeNull()
})

test("an answer of 5xx is forgotten, so that the same call may be sent again; one checkout comes of it", async () => {
  const cartId = await make.cart(ctx, await make.liveProduct(ctx))
  const misbehave = { how: "unavailable", times: 3, path: "/v1/checkout/sessions" }
  await sandboxFetch(`${SANDBOX_URL}/sandbox/misbehave/stripe`, { method: "POST", body: JSON.stringify(misbehave) })
  expect((await call("/v1/checkout", "pay", { cartId })).status).toBe(502)
  expect(await ctx.db.select().from(idempotency).where(eq(idempotency.key, "pay"))).toEqual([])
  const second = await call("/v1/checkout", "pay", { cartId })
  const third = await call("/v1/checkout", "pay", { cartId })
  expect([second.status, await third.text()]).toEqual([201, await second.text()])
})

test("a refusal is an answer too, and a key that is too long is none", async () => {
  const refused = await call("/v1/keys", "bad", { name: "x", scopes: [] })
  const again = await call("/v1/keys", "bad", { name: "x", scopes: [] })
  expect([refused.status, again.status, again.headers.get("content-type")]).toEqual([422, 422, "application/problem+json; charset=utf-8"])
  expect((await call("/v1/keys", "k".repeat(256), wish("Long"))).status).toBe(422)
  expect(await made("Long")).toBe(0)
})
