import { eq } from "drizzle-orm"
import { afterAll, expect, test } from "vitest"
import { modelCalls } from "#schemas/tables/index.ts"
import { sharedBreaker } from "#workers/adapters/models/breaker.ts"
import { bindings, codeOf, actors, shopFetch, testCtx, type TestCtx } from "#workers/test/ctx.ts"
import { SANDBOX_URL, sandboxFetch } from "#workers/test/sandbox.ts"
import { model } from "./index.ts"

const played = (more: Record<string, string> = {}) =>
  testCtx({ env: { ...bindings, SANDBOX_URL, OPENAI_BASE_URL: `${SANDBOX_URL}/openai/v1`, ...more } as typeof bindings })
const question = (n: number) => ({
  request: { category: `habit tracking ${n}`, audience: "students" },
  ideaId: null,
  thisYear: 2026,
  month: 11,
  taken: [],
})
const callsOf = (ctx: TestCtx, subject: string) => ctx.db.select().from(modelCalls).where(eq(modelCalls.subject, subject))
const misbehave = (how: string, times = 1) =>
  sandboxFetch(`${SANDBOX_URL}/sandbox/misbehave/openai`, { method: "POST", body: JSON.stringify({ how, times }) })
// A vendor that refused the key rests for half a minute, in the isolate and in the Treasury; the tests after these share both.
afterAll(async () => {
  sharedBreaker.succeeded("openai")
  await testCtx().spend.rest("openai", 0)
})
const write = (ctx: TestCtx, n: number, subject: string) => ctx.models.complete("brief", question(n), subject)

test("a played model writes, is charged to the shop's ledger, and is not paid for the same question twice", async () => {
  const ctx = played()
  const before = await model.list(ctx, {})
  const first = await write(ctx, 1, "prd_model_1")
  const again = await write(ctx, 1, "prd_model_1")
  expect([first.model, again.output]).toEqual(["openai:gpt-4o-mini-sandbox", first.output])
  const [paid, kept] = (await callsOf(ctx, "prd_model_1")).toSorted((a, b) => Number(a.cached) - Number(b.cached))
  expect(paid?.costMicros).toBeGreaterThan(0)
  expect([kept?.cached, kept?.costMicros, kept?.attempts]).toEqual([true, 0, 0])
  const after = await model.list(ctx, {})
  expect(after.budget.chargedMicros - before.budget.chargedMicros).toBe(paid?.costMicros)
  expect(after.budget).toMatchObject({ capMicros: 15_000_000, heldMicros: before.budget.heldMicros, level: 0 })
  expect(after.today.find(({ model: name }) => name === "openai:gpt-4o-mini-sandbox")).toMatchObject({ cached: 1 })
  expect(after.safeModes).toEqual([
    { name: "profanity_filter", on: true },
    { name: "pii_redact", on: true },
  ])
  expect(after.providers.map(({ name, mode }) => [name, mode])).toEqual([
    ["openai", "sandbox"],
    ["anthropic", "off"],
    ["workers-ai", "off"],
    ["local", "off"],
    ["embedded", "embedded"],
  ])
})

test("a retired name is used with a warning, and an unknown one leaves the work to the composer", async () => {
  expect((await model.list(played({ OPENAI_MODEL: "gpt-4.1" }), {})).warnings).toEqual(['"gpt-4.1" has been retired; gpt-5.4 stands in.'])
  const ctx = played({ OPENAI_MODEL: "gpt-9" })
  expect((await write(ctx, 2, "prd_model_2")).model).toBe("embedded:composer")
  const failed = (await callsOf(ctx, "prd_model_2")).find(({ ok }) => !ok)
  expect(failed?.error).toContain('openai has no model "gpt-9"')
})

test("what the vendor does not say costs the worst case; what it refuses costs nothing; the run goes on", async () => {
  const ctx = played()
  await misbehave("cut-off")
  const copy = await ctx.models.chat(
    { task: { name: "talk", version: 1 }, system: "", turns: [{ role: "user", text: "Hello" }], maxTokens: 50 },
    "prd_model_3",
  )
  expect(copy?.text).toContain("sandbox")
  const [cut] = await callsOf(ctx, "prd_model_3")
  expect(cut).toMatchObject({ attempts: 2, ok: true })
  expect(cut?.costMicros).toBeGreaterThan((cut?.tokensIn ?? 0) + (cut?.tokensOut ?? 0))
  await misbehave("unauthorized")
  expect((await write(ctx, 4, "prd_model_4")).model).toBe("embedded:composer")
  const refused = (await callsOf(ctx, "prd_model_4")).find(({ ok }) => !ok)
  expect([refused?.costMicros, refused?.error?.includes("unauthorized")]).toEqual([0, true])
  expect((await model.list(ctx, {})).budget.heldMicros).toBe(0)
})

test("the list needs a key that reads", async () => {
  expect(await codeOf(model.list(testCtx({ actor: actors.shopper }), {}))).toBe("forbidden")
  expect((await shopFetch("/v1/models")).status).toBe(403)
})
