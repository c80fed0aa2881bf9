import { and, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { funnelDays } from "#schemas/tables/index.ts"
import { cart } from "#workers/domain/cart/index.ts"
import { measureGoal, metric } from "#workers/domain/metric/index.ts"
import { product } from "#workers/domain/product/index.ts"
import { actors, clock, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { countStep } from "./index.ts"

// A day of its own, for the storage is shared.
const time = clock("2033-02-01T09:00:00Z")
const ctx = testCtx({ now: time.now })
const buyer = ctx.as(actors.shopper)
const utm = { source: "mastodon", medium: "social", campaign: "launch-x" }

test("a visitor's way is counted by campaign: looked at, searched for, put into a cart, and nothing about who it was", async () => {
  const good = await make.liveProduct(ctx)
  await product.page(buyer, { slug: good.slug, count: true, utm })
  await product.page(buyer, { slug: good.slug, count: true })
  await product.page(buyer, { slug: good.slug, utm })
  const first = await cart.add(buyer, { cartId: null, slug: good.slug, utm })
  await cart.add(buyer, { cartId: first.id, slug: good.slug, utm })
  await product.search(buyer, { q: good.title })
  await product.search(buyer, { q: "zzqx vvkj", kind: "guide", maxPrice: 1 })
  await product.search(buyer, {})
  const { parts } = await metric.view(ctx, { name: "funnel.by_campaign", days: 1 })
  expect(parts).toEqual([
    { name: "direct /  / ", values: { view: 1, cart: 0, checkout: 0, paid: 0, conversion: 0 } },
    { name: "mastodon / social / launch-x", values: { view: 1, cart: 1, checkout: 0, paid: 0, conversion: 0 } },
  ])
  expect(await measureGoal(ctx, "search.without_result", 1)).toBe(0.5)
  expect(await measureGoal(ctx, "funnel.conversion", 1)).toBe(0)
})

test("made-up campaigns do not fill the table: beyond two hundred a day they are one", async () => {
  time.pass(10 * 86_400)
  for (let n = 0; n < 210; n++) await countStep(ctx, "view", { source: `s${n}`, campaign: "c" })
  const rows = await ctx.db
    .select()
    .from(funnelDays)
    .where(and(eq(funnelDays.day, "2033-02-11"), eq(funnelDays.step, "view")))
  expect(rows).toHaveLength(201)
  expect(rows.find(({ source }) => source === "other")).toMatchObject({ campaign: "", count: 10 })
})
