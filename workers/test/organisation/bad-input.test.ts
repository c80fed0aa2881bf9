import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { Director } from "#schemas/org.ts"
import { flags, products, proposals } from "#schemas/tables/index.ts"
import { directors } from "#seeds/org/index.ts"
import { agent } from "#workers/context.ts"
import { decision } from "#workers/domain/decision/index.ts"
import { director } from "#workers/domain/director/index.ts"
import { key } from "#workers/domain/key/index.ts"
import { runJob } from "#workers/jobs/host.ts"
import { clock, shopFetch, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"

const ctx = testCtx()
const { key: token } = await key.create(ctx, { name: "Bad input", scopes: ["read", "write", "spend"] })
const { key: second } = await key.create(ctx, { name: "Another person", scopes: ["read", "write"] })

type Problem = { type: string; title: string; status: number; detail: string; errors?: { field: string; message: string }[] }
type Filed = { id: string; diffHash: string; status: string; why: string | null }
async function call<T>(method: string, path: string, body?: unknown, as = token): Promise<{ status: number; json: T }> {
  const headers = { authorization: `Bearer ${as}`, ...(body === undefined ? {} : { "content-type": "application/json" }) }
  const reply = await shopFetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
  if (reply.status >= 400) expect(reply.headers.get("content-type")).toBe("application/problem+json; charset=utf-8")
  return { status: reply.status, json: await reply.json<T>() }
}

/** Refused with a problem document that says why, and to be read in the console's list of refusals. */
async function refused(method: string, path: string, body: unknown, as = token) {
  const { status, json } = await call<Problem>(method, path, body, as)
  expect(json).toMatchObject({ type: expect.stringContaining("/problems/"), title: expect.stringMatching(/.{8}/), status })
  const { items } = await decision.refused(ctx, { limit: 100 })
  expect(items).toContainEqual(expect.objectContaining({ what: `${method} ${path}`, why: json.detail }))
  return { status, detail: json.detail, fields: (json.errors ?? []).map(({ field }) => field), fix: (json.errors ?? [])[0]?.message ?? "" }
}

const wish = (productId: string, from: number, to: number) => ({
  kind: "price",
  subject: productId,
  summary: "Ask for a little less money.",
  diff: [{ target: "product.price", from, to }],
  predicted: { metric: "orders", change: 1, because: "Many looked and nobody bought." },
  killCriterion: "Put it back when 100 more views bring no order.",
  kill: { metric: "views_without_order", comparator: ">", threshold: 99, withinDays: 14 },
  rollback: "Set the price back to what it was.",
})

test("a goal without a number is refused where it is written, and so is a proposal without one, by the field's name", async () => {
  const [first] = directors
  const goals = first?.goals.map(({ target: _target, ...goal }) => goal)
  expect(Director.safeParse({ ...first, goals }).error?.issues[0]?.path).toEqual(["goals", 0, "target"])
  const { productId } = await make.liveProduct(ctx)
  const { kill, predicted, ...rest } = wish(productId, 900, 800)
  const { threshold: _threshold, ...vague } = kill
  const { change: _change, ...hoped } = predicted
  const answer = await refused("POST", "/v1/proposals", { ...rest, kill: vague, predicted: hoped })
  expect([answer.status, answer.fields.toSorted()]).toEqual([422, ["kill/threshold", "predicted/change"]])
  expect(await ctx.db.$count(proposals, eq(proposals.subject, productId))).toBe(0)
})

test("a proposal against an old version is refused when it is filed, and stale when the shop moved after it, and both say what stands now", async () => {
  const { productId, slug } = await make.liveProduct(ctx)
  const old = await refused("POST", "/v1/proposals", wish(productId, 950, 800))
  expect(old).toMatchObject({ status: 409, fields: ["diff/0/from"], fix: "It is 900 now; propose from there." })
  const wrong = await refused("POST", "/v1/proposals", { ...wish(productId, 900, 800), diff: [{ target: "product.size", from: 1, to: 2 }] })
  expect([wrong.status, wrong.fields[0]]).toEqual([422, "diff/0/target"])
  const { status, json: filed } = await call<Filed>("POST", "/v1/proposals", wish(productId, 900, 800))
  expect([status, filed.status]).toEqual([201, "open"])
  expect((await refused("POST", "/v1/proposals", wish(productId, 900, 800))).detail).toContain(`${filed.id} is open`)
  const path = `/v1/proposals/${filed.id}`
  const yes = { decision: "approve", reason: "Agreed.", diffHash: filed.diffHash }
  expect((await refused("POST", `${path}/decision`, yes)).status).toBe(403)
  expect((await refused("POST", `${path}/decision`, { ...yes, diffHash: "0".repeat(64) }, second)).detail).toContain("look again")
  expect((await call("POST", `${path}/decision`, yes, second)).status).toBe(200)
  const { key: third } = await key.create(ctx, { name: "A third", scopes: ["read", "write"] })
  expect((await call("POST", `${path}/decision`, yes, third)).status).toBe(200)
  await call("POST", `/v1/products/${slug}/revisions`, { price: 8.5 })
  const stale = await refused("POST", `${path}/apply`, {})
  expect([stale.status, stale.detail]).toEqual([409, expect.stringContaining("product.price is 850, not 900")])
  expect((await call<{ proposal: Filed }>("GET", path)).json.proposal).toMatchObject({
    status: "stale",
    why: expect.stringContaining("850"),
  })
})

test("a vote after the close is refused, and the proposal says until when it was open", async () => {
  const { productId } = await make.liveProduct(ctx)
  const { json: filed } = await call<Filed>("POST", "/v1/proposals", wish(productId, 900, 800))
  const closed = new Date(Date.now() - 60_000)
  await ctx.db.update(proposals).set({ closesAt: closed }).where(eq(proposals.id, filed.id))
  const vote = { decision: "approve", reason: "Agreed, if late.", diffHash: filed.diffHash }
  const late = await refused("POST", `/v1/proposals/${filed.id}/decision`, vote, second)
  expect([late.status, late.detail]).toEqual([409, `The vote on ${filed.id} closed at ${closed.toISOString()}.`])
  const [row] = await ctx.db.select().from(products).where(eq(products.id, productId))
  expect(row?.priceAmount).toBe(900)
})

test("an unknown flag is refused with those there are, set or proposed, and one of the wrong type by its field", async () => {
  const unknown = await refused("PUT", "/v1/flags/channel.ebby", { value: true, why: "A slip of the finger." })
  expect([unknown.status, unknown.detail]).toEqual([404, expect.stringMatching(/no flag "channel.ebby".*channel\.ebay/)])
  const typed = await refused("PUT", "/v1/flags/budget.cda", { value: "much", why: "A word is no sum." })
  expect([typed.status, typed.fields]).toEqual([422, ["value"]])
  const proposed = { ...wish("flag.nothing", 0, 1), kind: "flag", diff: [{ target: "flag.nothing", from: false, to: true }] }
  const asked = await refused("POST", "/v1/proposals", proposed)
  expect([asked.status, asked.detail]).toEqual([404, expect.stringContaining('no flag "nothing"')])
})

test("an agent over its budget is refused by the Treasury, says so where people look, and goes on by its own policy", async () => {
  const path = "/v1/flags/budget.cpa"
  expect((await call("PUT", path, { value: 0, why: "Nothing is left today." })).status).toBe(200)
  try {
    const lease = { provider: "openai", amount: 100, subject: "director:cpa", economy: true, spare: false }
    expect(await ctx.as(agent("cpa")).spend.reserve(lease)).toMatchObject({ ok: false, cap: "agent" })
    const did = await ctx.wake("cpa", { kind: "operator", about: "over its budget" })
    expect(did.join(" ")).toContain("Over its model budget: 0.00 of 0.00 dollars today.")
    const shown = (await director.list(ctx, {})).items.find((one) => one.key === "cpa")
    expect(shown).toMatchObject({ budget: { cap: 0, over: true }, mind: { last: { model: null, did } } })
    expect(did.length).toBeGreaterThan(1)
  } finally {
    await ctx.db.delete(flags).where(eq(flags.key, "budget.cpa"))
  }
})

test("a job that never ends is stopped with the reason, and the list of jobs shows it", async () => {
  const time = clock(new Date().toISOString())
  const own = testCtx({ now: time.now })
  const endless = { run: () => new Promise<string>(() => undefined) }
  const ran = await runJob(own, "webhook-retries", `endless ${ctx.id("request")}`, { job: endless, timeoutMs: 40 })
  expect(ran).toMatchObject({ ok: false, result: expect.stringContaining("had not ended after 0 s and was stopped") })
  const { json } = await call<{ jobs: { name: string; lastResult: string | null }[] }>("GET", "/v1/status")
  expect(JSON.stringify(json.jobs.find(({ name }) => name === "webhook-retries"))).toContain("was stopped")
})
