import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { apiKeys, audit, sessions } from "#schemas/tables/index.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { actors, clock, codeOf, shopFetch, testCtx } from "#workers/test/ctx.ts"
import { actorOfKey, actorOfSession, closeSession, key, openSession } from "./index.ts"

const ctx = testCtx()
const status = async (token: string) => (await shopFetch("/v1/jobs", { headers: { authorization: `Bearer ${token}` } })).status

test("a key is shown once, kept as its hash, works at once and dies at once when it is revoked", async () => {
  const made = await key.create(ctx, { name: "Reporting", scopes: ["read"] })
  expect(made.key).toMatch(/^ax_[0-9a-f]{64}$/)
  const [row] = await ctx.db.select().from(apiKeys).where(eq(apiKeys.id, made.id))
  expect(row?.hash).toBe(await sha256(made.key))
  const trail = await ctx.db.select().from(audit).where(eq(audit.subject, made.id))
  expect(JSON.stringify([row, trail, await key.list(ctx, {})])).not.toContain(made.key)
  expect(trail).toMatchObject([{ operation: "key.create", actor: "operator:owner" }])
  expect(await status(made.key)).toBe(200)
  await key.revoke(ctx, { id: made.id })
  expect(await status(made.key)).toBe(401)
  expect(await codeOf(key.revoke(ctx, { id: made.id }))).toBe("not_found")
})

test("a read-only key may look and may not write; no key at all may not even look", async () => {
  const { key: token } = await key.create(ctx, { name: "Reader", scopes: ["read"] })
  const post = (authorization?: string) =>
    shopFetch("/v1/products/draft", {
      method: "POST",
      headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}) },
      body: JSON.stringify({ category: "Budgeting", audience: "students" }),
    })
  expect([(await post(`Bearer ${token}`)).status, (await post()).status, (await shopFetch("/v1/jobs")).status]).toEqual([403, 401, 403])
  expect((await shopFetch("/v1/products", { headers: { authorization: "Bearer ax_wrong_key" } })).status).toBe(401)
  expect((await shopFetch("/v1/products", { headers: { authorization: "Basic abc" } })).status).toBe(401)
})

test("nobody makes a key that may do more than they themselves", async () => {
  const writer = ctx.as(actors.writer)
  expect(await codeOf(key.create(writer, { name: "Greedy", scopes: ["read", "spend"] }))).toBe("forbidden")
  expect(await codeOf(key.create(writer, { name: "Modest", scopes: ["write"] }))).toBe("ok")
  expect(await codeOf(key.create(ctx.as(actors.shopper), { name: "Anyone", scopes: ["read"] }))).toBe("forbidden")
  expect(await codeOf(key.create(ctx, { name: "x", scopes: [] }))).toBe("invalid name,scopes")
  const names = (await key.list(ctx, {})).items.map(({ name }) => name)
  expect(names).toContain("Modest")
  expect(names).not.toContain("Greedy")
})

test("a console session may do what its key may, is kept hashed, ends after twelve hours and with its key", async () => {
  const time = clock()
  const own = testCtx({ now: time.now })
  const made = await key.create(own, { name: "Console", scopes: ["read", "write"] })
  expect(await openSession(own, (await key.create(own, { name: "Reader", scopes: ["read"] })).key)).toBeNull()
  expect(await openSession(own, "ax_unknown")).toBeNull()
  const opened = await openSession(own, made.key)
  const token = opened?.token ?? ""
  expect(JSON.stringify(await own.db.select().from(sessions))).not.toContain(token)
  expect(await actorOfSession(own, token)).toMatchObject({ kind: "operator", scopes: ["shop", "read", "write"] })
  time.pass(12 * 3600 + 1)
  expect(await actorOfSession(own, token)).toBeNull()
  const second = (await openSession(own, made.key))?.token ?? ""
  const third = (await openSession(own, made.key))?.token ?? ""
  await closeSession(own, second)
  expect([await actorOfSession(own, second), (await actorOfSession(own, third))?.kind]).toEqual([null, "operator"])
  await key.revoke(own, { id: made.id })
  expect([await actorOfSession(own, third), await actorOfKey(own, made.key)]).toEqual([null, null])
})

test("signing in sets a cookie that scripts cannot read; a wrong key and a foreign form are turned away", async () => {
  const { key: token } = await key.create(ctx, { name: "Browser", scopes: ["read", "write"] })
  const signIn = (value: string, origin = "http://shop.test") =>
    shopFetch("/console/sign-in", { method: "POST", body: new URLSearchParams({ key: value }), headers: { origin }, redirect: "manual" })
  const good = await signIn(token)
  expect([good.status, good.headers.get("location")]).toEqual([303, "/console"])
  expect(good.headers.get("set-cookie")).toMatch(/^ax_session=[0-9a-f]{64};.*HttpOnly; SameSite=Lax$/)
  const wrong = await signIn("ax_wrong")
  expect([wrong.headers.get("location"), wrong.headers.get("set-cookie")]).toEqual(["/console/sign-in?refused=1", null])
  expect((await signIn(token, "https://evil.example")).status).toBe(403)
})
