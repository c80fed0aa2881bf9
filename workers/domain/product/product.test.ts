import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { drafts, jobs, products, views } from "#schemas/tables/index.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { encodeCursor } from "#workers/lib/cursor.ts"
import { product } from "./index.ts"

const time = clock()
const ctx = testCtx({ now: time.now })
const shop = ctx.as(actors.shopper)
const jobCount = async () => (await ctx.db.select().from(jobs)).length
const hide = () => ctx.db.update(products).set({ live: false })
const shelf = async (...wishes: Parameters<typeof make.liveProduct>[1][]) => {
  await hide()
  const made = []
  for (const wish of wishes) {
    time.pass(60)
    made.push(await make.liveProduct(ctx, wish))
  }
  return made
}

test("publishing opens a run for the channels named, each once, and sets the price that was asked", async () => {
  const { draftId, productId } = await make.draft(ctx)
  const answer = await product.publish(ctx, { channel: ["storefront", "etsy", "storefront"], draft_id: draftId, pricing: { price: 12.5 } })
  expect(answer).toMatchObject({ draftId, productId, channels: ["storefront", "etsy"] })
  expect((await ctx.db.select().from(drafts).where(eq(drafts.id, draftId)))[0]).toMatchObject({
    priceAmount: 1250,
    priceWhy: "Set by operator:owner.",
  })
  expect((await ctx.db.select().from(jobs).where(eq(jobs.id, answer.jobId)))[0]).toMatchObject({ stage: "publish", status: "queued" })
  expect(ctx.started).toContain(answer.jobId)
})

test("each wrong field of a publish request is named, and no run is opened", async () => {
  const { draftId } = await make.draft(ctx)
  const before = [await jobCount(), ctx.started.length]
  const ask = (change: object) => codeOf(product.publish(ctx, { channel: "storefront", draft_id: draftId, ...change }))
  expect(await ask({ channel: "amazonas" })).toBe("invalid channel")
  expect(await ask({ channel: [] })).toBe("invalid channel")
  expect(await ask({ channel: "constructor" })).toBe("invalid channel")
  expect(await ask({ draft_id: "drf_unknown" })).toBe("not_found")
  expect(await ask({ pricing: { price: 0 } })).toBe("invalid pricing/price")
  expect(await ask({ pricing: { price: -5 } })).toBe("invalid pricing/price")
  expect(await ask({ pricing: { price: 0.001 } })).toBe("refused_by_policy pricing/price")
  expect(await ask({ pricing: { price: 5000 } })).toBe("refused_by_policy pricing/price")
  expect(await ask({ pricing: { price: Number.NaN } })).toBe("invalid pricing/price")
  expect(await ask({ pricing: { price: 9, currency: "EUR" } })).toBe("invalid pricing/currency")
  expect(await ask({ pricing: { price: 9, discount: 1 } })).toBe("invalid pricing/discount")
  for (const status of ["scoring", "waiting", "refused", "rejected"] as const)
    expect(await ask({ draft_id: (await make.draft(ctx, { status })).draftId })).toBe("conflict")
  expect(await codeOf(product.publish(shop, { channel: "storefront", draft_id: draftId }))).toBe("forbidden")
  expect([await jobCount(), ctx.started.length]).toEqual(before)
})

test("words find products in titles, tags and texts, best match first, by filters and orders", async () => {
  const [finance, meals, older] = await shelf(
    { category: "Freelance finances", audience: "freelance designers", price: 900 },
    { category: "Meal planning", audience: "busy parents", kind: "worksheet", price: 700 },
    { category: "Meal planning", audience: "students on a budget", kind: "guide", price: 1900 },
  )
  const slugs = async (input: Parameters<typeof product.search>[1]) => (await product.search(shop, input)).items.map(({ slug }) => slug)
  expect(await slugs({ q: "freelance" })).toEqual([finance?.slug])
  expect((await slugs({ q: "meal" })).toSorted()).toEqual([meals?.slug, older?.slug].toSorted())
  expect(await slugs({ q: "meal", kind: "guide" })).toEqual([older?.slug])
  expect(await slugs({ maxPrice: 900, sort: "price-desc" })).toEqual([finance?.slug, meals?.slug])
  expect(await slugs({ sort: "newest" })).toEqual([older?.slug, meals?.slug, finance?.slug])
  const { total, kinds } = await product.search(shop, { q: "meal", kind: "guide" })
  expect([total, kinds.map(({ kind, count }) => `${kind} ${count}`).toSorted()]).toEqual([1, ["guide 1", "worksheet 1"]])
})

test("pages neither repeat nor skip while products are added, in every order", async () => {
  const wish = { category: "Meal planning", audience: "busy parents" }
  await shelf(...[500, 600, 700, 800, 900].map((price) => ({ ...wish, price })))
  for (const [sort, q] of [
    ["newest", ""],
    ["price-asc", ""],
    ["price-desc", ""],
    ["relevance", "meal planning"],
  ] as const) {
    const before = (await product.search(shop, { q, sort, limit: 60 })).items.map(({ id }) => id)
    const seen: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await product.search(shop, { q, sort, limit: 2, cursor })
      seen.push(...page.items.map(({ id }) => id))
      if (seen.length === 2) await make.liveProduct(ctx, { ...wish, price: 650 })
      if (!page.nextCursor) break
      cursor = page.nextCursor
    }
    expect([sort, new Set(seen).size]).toEqual([sort, seen.length])
    expect([sort, before.filter((id) => !seen.includes(id))]).toEqual([sort, []])
  }
})

test("a cursor that is not ours is refused, whatever is in it", async () => {
  const strange = ["nonsense", "{}", btoa("[]"), encodeCursor([1]), encodeCursor(["a", "b"]), encodeCursor([1, 2, 3]), btoa("null")]
  for (const cursor of strange) expect([cursor, await codeOf(product.search(shop, { cursor }))]).toEqual([cursor, "invalid cursor"])
  expect(await codeOf(product.search(shop, { q: "meal", cursor: encodeCursor(["x", "y"]) }))).toBe("invalid cursor")
})

test("hostile and odd queries find nothing or something, and break nothing", async () => {
  const odd = [
    `"`,
    `' OR 1=1 --`,
    "NEAR(a b)",
    "title:meal",
    "meal*",
    "meal AND",
    "(",
    "😀",
    "🎉 meal",
    "café",
    "日本語",
    "\0",
    "a",
    "of the",
    "%_%",
    "x".repeat(200),
  ]
  for (const q of odd) expect([q, await codeOf(product.search(shop, { q }))]).toEqual([q, "ok"])
  expect((await product.search(shop, { q: "🎉 meal" })).total).toBeGreaterThan(0)
  expect((await product.search(shop, { q: "😀" })).total).toBe(0)
  expect(await codeOf(product.search(shop, { q: "x".repeat(201) }))).toBe("invalid q")
  expect(await codeOf(product.search(shop, { limit: 61, maxPrice: 0 }))).toBe("invalid maxPrice,limit")
})

test("a product's page counts its view by day and source, shows files without hashes, and is gone when withdrawn", async () => {
  const [made] = await shelf({})
  const { slug = "", productId = "" } = made ?? {}
  const page = await product.page(shop, { slug })
  expect(page).toMatchObject({ slug, copy: { tags: expect.any(Array) }, related: [] })
  expect(page.files.map(({ name }) => name)).toEqual(["prompts.md", "licence.txt", "all.zip"])
  expect(page.gallery).toHaveLength(4)
  await product.page(shop, { slug, count: true, source: "mastodon" })
  await product.page(shop, { slug, count: true, source: "mastodon" })
  expect(await ctx.db.select().from(views).where(eq(views.productId, productId))).toMatchObject([{ source: "mastodon", count: 2 }])
  await hide()
  expect(await codeOf(product.page(shop, { slug }))).toBe("not_found")
})

test("the board shows every product with its newest draft's score, to those who may read", async () => {
  const { productId, draftId } = await make.draft(ctx, { status: "waiting" })
  const { items } = await product.board(ctx.as(actors.reader), {})
  expect(items.find(({ id }) => id === productId)).toMatchObject({ stage: "waiting", draftId, score: expect.any(Number) })
  expect(await codeOf(product.board(shop, {}))).toBe("forbidden")
})
