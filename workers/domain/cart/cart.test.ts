import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { cartLines, carts, products } from "#schemas/tables/index.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { cart } from "./index.ts"

const time = clock()
const ctx = testCtx({ now: time.now })
const shop = ctx.as(actors.shopper)

test("a cart holds each product once, at today's price, and loses what is no longer on sale", async () => {
  const [a, b] = [
    await make.liveProduct(ctx),
    await make.liveProduct(ctx, { category: "Meal planning", audience: "busy parents", price: 700 }),
  ]
  const { id } = await cart.add(shop, { cartId: null, slug: a.slug, utm: { source: "mastodon" } })
  await Promise.all([1, 2, 3].map(() => cart.add(shop, { cartId: id, slug: b.slug })))
  expect(await cart.view(shop, { cartId: id })).toMatchObject({
    total: { amount: 1600, currency: "USD" },
    lines: [{ slug: a.slug }, { slug: b.slug }],
  })
  await ctx.db.update(products).set({ priceAmount: 500 }).where(eq(products.id, b.productId))
  expect((await cart.view(shop, { cartId: id })).total.amount).toBe(1400)
  await ctx.db.update(products).set({ live: false }).where(eq(products.id, a.productId))
  expect((await cart.view(shop, { cartId: id })).lines.map(({ slug }) => slug)).toEqual([b.slug])
  expect((await cart.remove(shop, { cartId: id, productId: b.productId })).lines).toEqual([])
  expect((await ctx.db.select().from(carts).where(eq(carts.id, id)))[0]).toMatchObject({ status: "open", utm: { source: "mastodon" } })
})

test("an unknown product opens no cart; an unknown cart is empty, and adding to it opens a new one", async () => {
  const before = await ctx.db.$count(carts)
  expect(await codeOf(cart.add(shop, { cartId: null, slug: "nothing" }))).toBe("not_found")
  const draft = await make.draft(ctx)
  expect(await codeOf(cart.add(shop, { cartId: null, slug: draft.slug }))).toBe("not_found")
  expect(await ctx.db.$count(carts)).toBe(before)
  expect((await cart.view(shop, { cartId: "crt_none" })).lines).toEqual([])
  const { slug } = await make.liveProduct(ctx)
  expect((await cart.add(shop, { cartId: "crt_none", slug })).id).not.toBe("crt_none")
})

test("carts that nobody touched for a month are closed, by a job and not by a shopper", async () => {
  const { slug } = await make.liveProduct(ctx)
  const { id } = await cart.add(shop, { cartId: null, slug })
  expect(await codeOf(cart.expire(shop, {}))).toBe("forbidden")
  time.pass(31 * 86_400)
  const { id: fresh } = await cart.add(shop, { cartId: null, slug })
  expect((await cart.expire(ctx, {})).expired).toBeGreaterThan(0)
  const statuses = await Promise.all(
    [id, fresh].map(async (one) => (await ctx.db.select().from(carts).where(eq(carts.id, one)))[0]?.status),
  )
  expect(statuses).toEqual(["expired", "open"])
  expect((await cart.view(shop, { cartId: id })).lines).toEqual([])
  expect(await ctx.db.$count(cartLines, eq(cartLines.cartId, id))).toBe(1)
})
