import { and, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { drafts, listings, products } from "#schemas/tables/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import { clock, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { fileChange } from "#workers/test/proposals.ts"
import { sandboxAt } from "#workers/test/sandbox.ts"
import { reconcile } from "./sync.ts"

const time = clock("2027-03-01T02:00:00Z")
const shopify = sandboxAt("relist", time.now)
const ctx = testCtx({ now: time.now, wait: time.wait, fetch: shopify.fetch })

/** A good that nobody bought in a month, here and at Shopify, and the proposal that took it off. */
async function retired() {
  const good = await make.liveProduct(ctx)
  for (let n = 0; n < 3; n++) await make.liveProduct(ctx)
  await listing.push(ctx, { productId: good.productId, draftId: good.draftId, channel: "shopify" })
  const metrics = { views: 90, orders: 0, revenue: 0, refunds: 0, measuredAt: time.now().toISOString() }
  await ctx.db.update(products).set({ metrics }).where(eq(products.id, good.productId))
  time.pass(30 * 86_400)
  const diff = [{ target: "product.live", from: true, to: false }]
  const id = (await fileChange(ctx, { kind: "retire", subject: good.productId, diff })) ?? ""
  const { diffHash } = (await proposal.view(ctx, { id })).proposal
  await proposal.decide(ctx, { id, diffHash, decision: "approve", reason: "It does not sell." })
  await proposal.apply(ctx, { id })
  return { ...good, id }
}
const live = async (id: string) => (await ctx.db.select().from(products).where(eq(products.id, id)))[0]?.live

test("a good whose retirement is taken back is on sale again here, and with the next sync on the channels that it was taken off", async () => {
  const { id, productId } = await retired()
  const row = async () =>
    (
      await ctx.db
        .select()
        .from(listings)
        .where(and(eq(listings.productId, productId), eq(listings.channel, "shopify")))
    )[0]
  expect([await live(productId), (await row())?.status]).toEqual([false, "withdrawn"])
  time.pass(60)
  await proposal.rollback(ctx, { id, reason: "It was asked for." })
  expect([await live(productId), (await row())?.status]).toEqual([true, "pending"])
  await ctx.db
    .update(listings)
    .set({ checkedAt: new Date(time.now().getTime() + 60_000) })
    .where(eq(listings.status, "live"))
  time.pass(60)
  await reconcile(ctx, "shopify", { dryRun: false, limit: 50, add: false, insistent: true, seconds: 3600 })
  expect(await row()).toMatchObject({ status: "live", remoteId: expect.any(String), problems: null })
})

test("a good that the shelf does not take back is not said to be back", async () => {
  const { id, productId, draftId } = await retired()
  await ctx.db.update(drafts).set({ priceAmount: 10 }).where(eq(drafts.id, draftId))
  await expect(proposal.rollback(ctx, { id, reason: "It was asked for." })).rejects.toThrow(/is not as it was: product.live is false/)
  expect([await live(productId), (await proposal.view(ctx, { id })).proposal.status]).toEqual([false, "applied"])
})
