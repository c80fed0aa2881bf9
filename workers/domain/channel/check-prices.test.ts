import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { listings, products, proposals } from "#schemas/tables/index.ts"
import { pricePolicy } from "#seeds/policies/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { actors, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { channel } from "./index.ts"

const ctx = testCtx()

test("a price beyond the policy becomes one proposal and is not changed; one that a channel shows otherwise is put back", async () => {
  const dear = await make.liveProduct(ctx, { price: pricePolicy.ceiling + 1000 })
  const first = await channel.check_prices(ctx, {})
  expect(first.proposed).toHaveLength(1)
  const [filed, ...more] = await ctx.db.select().from(proposals).where(eq(proposals.subject, dear.productId))
  expect(more).toEqual([])
  expect(filed).toMatchObject({ kind: "price", status: "open", diff: [{ target: "product.price", to: pricePolicy.ceiling }] })
  expect((await ctx.db.select().from(products).where(eq(products.id, dear.productId)))[0]?.priceAmount).toBe(pricePolicy.ceiling + 1000)
  expect((await channel.check_prices(ctx, {})).proposed).toEqual([])

  const fair = await make.liveProduct(ctx)
  await listing.push(ctx, { productId: fair.productId, draftId: fair.draftId, channel: "shopify" })
  await listing.revise(ctx, { slug: fair.slug, price: 11 })
  const { differing } = await channel.check_prices(ctx, {})
  expect(differing.filter((line) => line.includes(fair.productId))).toEqual([`shopify ${fair.productId}: 900 USD instead of 1100 USD`])
  const [row] = await ctx.db.select().from(listings).where(eq(listings.productId, fair.productId))
  expect(row).toBeDefined()
  expect((await channel.check_prices(ctx, {})).differing.filter((line) => line.includes(fair.productId))).toEqual([])
  expect(await codeOf(channel.check_prices(ctx.as(actors.reader), {}))).toBe("forbidden")
})
