import { eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { audit, drafts, listings, products } from "#schemas/tables/index.ts"
import { actors, codeOf } from "#workers/test/ctx.ts"
import { eventsOf, make } from "#workers/test/make.ts"
import { world } from "#workers/test/world.ts"
import { checkListings } from "#workers/domain/channel/index.ts"
import { listing } from "./index.ts"

const { ctx, misbehave, ready } = world("listing")
beforeAll(ready)
afterAll(ready)
const rowsOf = (productId: string) => ctx.db.select().from(listings).where(eq(listings.productId, productId))

test("a push makes one listing, read back and live, with one event; a second push makes neither again", async () => {
  const { productId, draftId } = await make.draft(ctx)
  for (const channel of ["storefront", "shopify", "etsy"]) {
    const first = await listing.push(ctx, { productId, draftId, channel })
    expect(first).toMatchObject({ ok: true, status: "live", url: expect.stringContaining("http"), problems: [] })
    expect(await listing.push(ctx, { productId, draftId, channel })).toEqual(first)
  }
  const rows = await rowsOf(productId)
  expect(rows.map(({ channel, status }) => `${channel} ${status}`)).toEqual(["etsy live", "shopify live", "storefront live"])
  expect(new Set(rows.map(({ remoteId }) => remoteId)).size).toBe(3)
  expect(await eventsOf(ctx, productId)).toEqual(["listing.published", "listing.published", "listing.published"])
  const trail = await ctx.db.select().from(audit).where(eq(audit.subject, productId))
  expect(trail.filter(({ operation }) => operation === "listing.push")).toHaveLength(6)
})

test("two pushes at once make one listing and one event", async () => {
  const { productId, draftId } = await make.draft(ctx)
  await Promise.all([1, 2, 3].map(() => listing.push(ctx, { productId, draftId, channel: "storefront" })))
  expect([(await rowsOf(productId)).length, await eventsOf(ctx, productId)]).toEqual([1, ["listing.published"]])
})

test("only an approved draft is pushed, by who may write, on a channel that is known", async () => {
  const { productId, draftId } = await make.draft(ctx, { status: "waiting" })
  const ask = (change: object) => codeOf(listing.push(ctx, { productId, draftId, channel: "storefront", ...change }))
  expect(await ask({})).toBe("conflict")
  expect(await ask({ channel: "bazaar" })).toBe("invalid channel")
  expect(await ask({ productId: "prd_none" })).toBe("not_found")
  expect(await codeOf(listing.push(ctx.as(actors.reader), { productId, draftId, channel: "storefront" }))).toBe("forbidden")
  expect(await rowsOf(productId)).toEqual([])
})

test("what a channel objects to is told before any call, and nothing goes live", async () => {
  const { productId, draftId } = await make.draft(ctx)
  await ctx.db.update(drafts).set({ priceAmount: 1 }).where(eq(drafts.id, draftId))
  const asked = await listing.validate(ctx, { productId, draftId, channel: "etsy" })
  expect(asked).toMatchObject({
    ok: false,
    status: "invalid",
    problems: [expect.objectContaining({ field: expect.stringContaining("price") })],
  })
  expect(await rowsOf(productId)).toEqual([])
  expect((await listing.validate(ctx, { productId, draftId, channel: "etsy", price: 900 })).ok).toBe(true)
  expect(await listing.push(ctx, { productId, draftId, channel: "etsy" })).toMatchObject({ ok: false, status: "failed" })
  expect(await rowsOf(productId)).toMatchObject([{ status: "failed", error: expect.stringContaining("price"), remoteId: null }])
  expect(await eventsOf(ctx, productId)).toEqual([])
})

test("a channel that is down leaves a row that says so, and the next push succeeds", async () => {
  const { productId, draftId } = await make.draft(ctx)
  await misbehave("shopify", { how: "unavailable", times: 20 })
  await expect(listing.push(ctx, { productId, draftId, channel: "shopify" })).rejects.toMatchObject({ retryable: true })
  expect(await rowsOf(productId)).toMatchObject([{ status: "failed", error: expect.any(String) }])
  await misbehave("shopify", { how: "slow", times: 1, ms: 0 })
  await misbehave("shopify", { how: "slow", times: 1, ms: 0 })
  expect(await listing.push(ctx, { productId, draftId, channel: "shopify" })).toMatchObject({ ok: true })
  expect(await rowsOf(productId)).toMatchObject([{ status: "live", error: null }])
})

test("the health check sees what somebody changed on a channel, and puts it back", async () => {
  const { productId, draftId, title } = await make.liveProduct(ctx)
  await ctx.db.update(products).set({ title: "Vandalised by hand" }).where(eq(products.id, productId))
  const shown = await checkListings(ctx, { limit: 100 })
  expect([shown.healed, shown.failing.filter((text) => text.includes(productId))]).toEqual([1, []])
  expect((await ctx.db.select().from(products).where(eq(products.id, productId)))[0]?.title).toBe(title)
  expect(await rowsOf(productId)).toMatchObject([{ status: "live", draftId, drift: [] }])
  const again = await checkListings(ctx, { limit: 100 })
  expect([again.healed, again.healthy]).toEqual([0, again.checked - again.failing.length])
  expect(await codeOf(checkListings(ctx.as(actors.shopper), {}))).toBe("forbidden")
})

test("listings are listed by product and channel", async () => {
  const { productId } = await make.liveProduct(ctx)
  expect((await listing.list(ctx, { productId })).items).toMatchObject([{ channel: "storefront", status: "live", drift: [] }])
  expect((await listing.list(ctx, { productId, channel: "etsy" })).items).toEqual([])
})
