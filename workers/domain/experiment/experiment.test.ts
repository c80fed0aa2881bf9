import { and, eq, sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { controlArm } from "#schemas/experiment.ts"
import { audit, decisions, experimentDays, experiments, exposures, orders, products, releases } from "#schemas/tables/index.ts"
import { agent, delegate } from "#workers/context.ts"
import { assetWrites, storeFiles } from "#workers/domain/asset/index.ts"
import { cart } from "#workers/domain/cart/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { order } from "#workers/domain/order/index.ts"
import { product } from "#workers/domain/product/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { release } from "#workers/domain/release/index.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make, payAtTwin, type MadeDraft } from "#workers/test/make.ts"
import { picture } from "#workers/test/picture.ts"
import { experiment } from "./index.ts"

const day = 86_400
// The twin's payment pages live by the real clock: the first test looks yesterday and buys today.
const time = clock(new Date(Date.now() - day * 1000).toISOString())
const ctx = testCtx({ now: time.now })
const shop = ctx.as(actors.shopper)
const cca = ctx.as(agent("cca"))
const rowOf = async (id: string) => (await ctx.db.select().from(experiments).where(eq(experiments.id, id)))[0]
const daysOf = (id: string) => ctx.db.select().from(experimentDays).where(eq(experimentDays.experimentId, id))

async function running(wish: { kind?: "words" | "title" | "cover" | "title-and-cover"; mode?: "test" | "bandit" } = {}, given?: MadeDraft) {
  const good = given ?? (await make.liveProduct(ctx))
  const { id, key, arms } = await experiment.create(cca, { productId: good.productId, kind: "words", ...wish })
  await experiment.start(cca, { id })
  return { good, id, key, arms }
}

/** Figures of a whole day, as the shop would have counted them. */
async function plant(id: string, arm: string, figures: { visitors: number; conversions: number; refunds?: number }, ago = 1) {
  const at = new Date(time.now().getTime() - ago * day * 1000).toISOString().slice(0, 10)
  await ctx.db.insert(experimentDays).values({ experimentId: id, day: at, arm, ...figures })
}

async function buy(visitor: string, slug: string) {
  const { id: cartId } = await cart.add(shop, { cartId: null, slug, visitor })
  const placed = await order.place(shop, { cartId, email: "jane@example.com" })
  await payAtTwin(placed.url)
  const [row] = await ctx.db.select().from(orders).where(eq(orders.id, placed.orderId))
  const { paymentId, total, email } = await ctx.payments.retrieveCheckout(row?.checkoutId ?? "")
  await order.pay(ctx.as(actors.webhook), { orderId: placed.orderId, paymentId: paymentId ?? "", total, email, paidWith: "stripe" })
  return { ...placed, row }
}

test("four hundred visitors: each keeps its arm and is counted once, orders and refunds go to the arm that was seen", async () => {
  const { good, id, key } = await running()
  const visitors = Array.from({ length: 400 }, (_, n) => `visitor-${n}`)
  const look = (visitor: string) => product.page(shop, { slug: good.slug, visitor, count: true })
  const first = new Map<string, { arm: string; title: string }>()
  const all = async (some: string[], each: (visitor: string) => Promise<void>) => {
    for (let n = 0; n < some.length; n += 20) await Promise.all(some.slice(n, n + 20).map(each))
  }
  await all(visitors, async (visitor) => {
    const { shown, title } = await look(visitor)
    first.set(visitor, { arm: shown?.arm ?? "none", title })
  })
  const of = (arm: string) => visitors.filter((visitor) => first.get(visitor)?.arm === arm)
  const [control, words, held] = [of(controlArm), of("words-b"), of("holdout")]
  expect(control.length + words.length + held.length).toBe(400)
  expect(held.length).toBeGreaterThan(5)
  expect(held.length).toBeLessThan(40)
  expect(Math.abs(control.length - words.length)).toBeLessThan(80)
  expect(new Set(words.map((visitor) => first.get(visitor)?.title)).size).toBe(1)
  expect(first.get(words[0] ?? "")?.title).not.toBe(good.title)
  expect([first.get(control[0] ?? "")?.title, first.get(held[0] ?? "")?.title]).toEqual([good.title, good.title])

  time.pass(day)
  await all(visitors.slice(0, 60), async (visitor) => expect((await look(visitor)).shown?.arm).toBe(first.get(visitor)?.arm))
  await Promise.all([1, 2, 3].map(() => look("late-visitor-1")))
  expect(await ctx.db.$count(exposures, eq(exposures.experimentId, id))).toBe(control.length + words.length + 1)
  const counted = (await daysOf(id)).reduce((sum, row) => sum + row.visitors, 0)
  expect(counted).toBe(control.length + words.length + 1)

  const [buyer = "", second = ""] = words
  const bought = await buy(buyer, good.slug)
  expect((await cart.view(shop, { cartId: bought.row?.cartId ?? "" })).lines).toEqual([])
  const view = await order.view(shop, { id: bought.orderId, token: await make.token(ctx, bought.orderId) })
  expect(view.lines[0]?.title).toBe(first.get(buyer)?.title)
  await buy(buyer, good.slug)
  await buy(second, good.slug)
  await buy(control[0] ?? "", good.slug)
  await buy(held[0] ?? "", good.slug)
  await buy("never-looked", good.slug)
  await refund.issue(ctx, { orderId: bought.orderId, amount: 300, reason: "Not what it said." })
  await refund.issue(ctx, { orderId: bought.orderId, reason: "All of it." })
  const shown = await experiment.view(ctx, { id })
  expect(shown.arms).toMatchObject([
    { arm: controlArm, conversions: 1, refunds: 0, revenue: 900 },
    { arm: "words-b", conversions: 2, refunds: 1, revenue: 1800 },
  ])
  time.pass(day)
  expect((await experiment.judge(cca, {})).judged).toContainEqual({
    key,
    action: "continue",
    reason: expect.stringContaining("not enough"),
  })
  expect((await experiment.view(ctx, { id })).lift?.high).toBeGreaterThan(1)

  // Nine of ten visitors of one arm are lost on the way, as when its page breaks.
  await ctx.db
    .update(experimentDays)
    .set({ visitors: sql`${experimentDays.visitors} / 10` })
    .where(and(eq(experimentDays.experimentId, id), eq(experimentDays.arm, "words-b")))
  expect((await experiment.judge(cca, {})).judged).toContainEqual({ key, action: "stop", reason: expect.stringContaining("divided") })
  expect(await rowOf(id)).toMatchObject({ status: "ended", outcome: "stopped", winner: null })
  expect((await look(words[0] ?? "")).title).toBe(good.title)
  expect((await look(words[0] ?? "")).shown).toBeUndefined()
}, 240_000)

test("who has no id sees the shelf and is counted nowhere, on the page, in the list and through the API", async () => {
  const { good, id } = await running()
  const page = await product.page(shop, { slug: good.slug, count: true })
  const found = await product.search(shop, { q: good.title, limit: 60 })
  expect([page.title, page.shown]).toEqual([good.title, undefined])
  expect(found.items.filter(({ shown }) => shown)).toEqual([])
  expect(await daysOf(id)).toEqual([])
})

test("what is better has won, once, by a logged decision of the director who answers for it, and the shelf waits for a vote", async () => {
  const { good, id, key } = await running()
  time.pass(2 * day)
  await plant(id, controlArm, { visitors: 2000, conversions: 40 })
  await plant(id, "words-b", { visitors: 2000, conversions: 110 })
  await Promise.all([experiment.judge(cca, {}), experiment.judge(cca, {})])
  const [row] = await ctx.db.select().from(products).where(eq(products.id, good.productId))
  expect(row).toMatchObject({ title: good.title, draft: { chosen: "A" }, live: true })
  expect(await rowOf(id)).toMatchObject({ status: "ended", outcome: "won", winner: "words-b" })
  expect((await experiment.view(ctx, { id })).saying).toContain("its proposal is not filed yet")
  const logged = await ctx.db.select().from(decisions).where(eq(decisions.subject, id))
  expect(logged).toMatchObject([
    { agent: "agent:cca", rule: "experiment.judge", output: { action: "ship", reason: "better" }, why: expect.stringContaining(key) },
  ])
  expect(await ctx.db.$count(audit, and(eq(audit.subject, id), eq(audit.operation, "experiment.end")))).toBe(1)
  expect((await experiment.judge(cca, {})).judged.map((one) => one.key)).not.toContain(key)
})

test("more refunds end it whatever it sells; a shelf that somebody changed ends it too", async () => {
  const trap = await running()
  const moved = await running({ kind: "title" })
  time.pass(2 * day)
  await plant(trap.id, controlArm, { visitors: 4000, conversions: 200, refunds: 4 })
  await plant(trap.id, "words-b", { visitors: 4000, conversions: 240, refunds: 40 })
  await listing.revise(ctx, { slug: moved.good.slug, title: "A title that a person typed" })
  const { judged } = await experiment.judge(cca, {})
  expect(judged).toContainEqual({ key: trap.key, action: "stop", reason: expect.stringContaining("refunds") })
  expect(judged).toContainEqual({ key: moved.key, action: "stop", reason: expect.stringContaining("changed") })
  const [row] = await ctx.db.select().from(products).where(eq(products.id, moved.good.productId))
  expect(row?.title).toBe("A title that a person typed")
})

test("a price is not tried on people; one experiment runs on a product; only who answers for it starts and ends one", async () => {
  const { good, id } = await running()
  const { productId } = good
  await expect(experiment.create(cca, { productId, kind: "price" })).rejects.toMatchObject({
    code: "refused_by_policy",
    message: expect.stringContaining("same price"),
  })
  const other = await experiment.create(cca, { productId, kind: "title" })
  expect(await codeOf(experiment.start(cca, { id: other.id }))).toBe("conflict")
  expect(await codeOf(experiment.create(cca, { productId, kind: "cover" }))).toBe("conflict")
  expect(await codeOf(experiment.create(cca, { productId, kind: "title-and-cover", mode: "bandit" }))).toBe("conflict")
  expect(await codeOf(experiment.stop(ctx.as(agent("cpa")), { id, reason: "I would rather not." }))).toBe("forbidden")
  expect(await codeOf(experiment.start(ctx.as(agent("revenue-analyst")), { id: other.id }))).toBe("forbidden")
  const mandated = ctx.as(delegate("cca", "revenue-analyst", "experiment.end"))
  await experiment.stop(mandated, { id, reason: "The director asked for it." })
  expect(await codeOf(experiment.stop(cca, { id, reason: "Once more." }))).toBe("conflict")
  await experiment.start(cca, { id: other.id })
  await listing.withdraw(ctx, { slug: good.slug, reason: "Nobody bought it." })
  expect(await codeOf(experiment.create(cca, { productId, kind: "title" }))).toBe("conflict")
  expect((await experiment.judge(cca, {})).judged).toContainEqual({
    key: other.key,
    action: "stop",
    reason: "The product was taken off the shelf.",
  })
})

test("a bandit of titles and covers sends people to what sells, and ends with the best cover", async () => {
  const good = await make.liveProduct(ctx)
  const bytes = new Uint8Array([...(await picture(1000, 1000)), ...new TextEncoder().encode(`second of ${good.productId}`)])
  const file = { name: "cover-b.png", role: "cover" as const, mediaType: "image/png", bytes, alt: "The other cover" }
  const made = { composer: "embedded:composer", prompt: "x@1", sources: [], madeAt: ctx.now().toISOString() }
  const [stored] = await storeFiles(ctx, good.productId, good.draftId, [file], made)
  if (!stored) throw new Error("The cover was not stored.")
  const second = { ...stored, position: 90 }
  await ctx.commit({ writes: assetWrites(ctx, [second]), audit: { operation: "test.make", subject: good.productId } })
  const { id, key, arms } = await running({ kind: "title-and-cover", mode: "bandit" }, good)
  expect(arms).toEqual([controlArm, "title-b", "cover-2", "title-b-cover-2"])
  const galleries = new Map<string, string | undefined>()
  for (let n = 0; galleries.size < 5 && n < 200; n++) {
    const { shown, gallery } = await product.page(shop, { slug: good.slug, visitor: `bandit-${id}-${n}`, count: true })
    galleries.set(shown?.arm ?? "none", gallery[0]?.url)
  }
  expect(galleries.get("cover-2")).toBe(galleries.get("title-b-cover-2"))
  expect(galleries.get("cover-2")).not.toBe(galleries.get(controlArm))
  time.pass(2 * day)
  for (const [arm, conversions] of [
    [controlArm, 20],
    ["title-b", 21],
    ["cover-2", 45],
    ["title-b-cover-2", 22],
  ] as const)
    await plant(id, arm, { visitors: 1000, conversions })
  await experiment.judge(cca, {})
  const moved = await rowOf(id)
  expect(moved?.status).toBe("running")
  expect(moved?.shares["cover-2"]).toBeGreaterThan(0.6)
  expect(Math.min(...Object.values(moved?.shares ?? {}))).toBeGreaterThanOrEqual(0.1)
  time.pass(6 * day)
  expect((await experiment.judge(cca, {})).judged).toContainEqual({ key, action: "ship", reason: expect.stringContaining("best") })
  expect(await rowOf(id)).toMatchObject({ outcome: "won", winner: "cover-2" })
})

test("of two first orders one freezes the release and opens A/B-001", async () => {
  const today = testCtx()
  await ctx.db.delete(releases)
  await ctx.db.update(experiments).set({ key: "A/B-900" }).where(eq(experiments.key, "A/B-001"))
  const [a, b, open] = [await make.paidOrder(today), await make.paidOrder(today), await make.pendingOrder(today)]
  expect(await codeOf(release.freeze(ctx, { orderId: open.orderId }))).toBe("conflict")
  // The shop's own reaction to these orders may be among them; whoever is first, there is one release.
  const frozen = await Promise.all([a, b, a].map(({ orderId }) => release.freeze(ctx, { orderId })))
  expect(frozen.filter((one) => one.frozen).length).toBeLessThanOrEqual(1)
  const { items, now } = await release.list(ctx, {})
  expect(items).toMatchObject([{ version: "v1.0", hash: now.hash, orderId: expect.stringMatching(/^ord_/) }])
  expect(now.changed).toEqual([])
  await make.liveProduct(ctx)
  expect((await release.list(ctx, {})).now.changed).toEqual(["catalogue"])
  const open001 = ({ goods }: typeof a) => experiment.open_first(cca, { productIds: goods.map(({ productId }) => productId) })
  await Promise.all([open001(a), open001(b)].map((call) => call.catch(() => null)))
  expect(await open001(b)).toEqual({ opened: null })
  expect(await ctx.db.$count(experiments, eq(experiments.key, "A/B-001"))).toBe(1)
  const [first] = await ctx.db.select().from(experiments).where(eq(experiments.key, "A/B-001"))
  expect(first).toMatchObject({ status: "running", kind: "words", createdBy: "agent:cca" })
})
