import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { listings, products } from "#schemas/tables/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { clock, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { sandboxAt } from "#workers/test/sandbox.ts"
import { reconcile } from "./sync.ts"

const time = clock("2026-12-01T02:00:00Z")
const shopify = sandboxAt("healing", time.now)
const calls: number[] = []
/** Listings changed until the process dies: the vendor does its work, and nobody hears the answer or does anything after it. */
let life = Infinity
let die = () => {}
const vendor: typeof fetch = async (input, init) => {
  const request = new Request(input, init)
  calls.push(time.now().getTime())
  const changes = request.url.endsWith("/graphql.json") && (await request.clone().text()).includes("productSet(")
  const reply = await shopify.fetch(request)
  time.pass(0.01)
  if (!changes || !(await reply.clone().text()).includes('"userErrors":[]') || --life > 0) return reply
  die()
  return new Promise(() => {})
}
const ctx = testCtx({ now: time.now, wait: time.wait, fetch: vendor })
const night = { dryRun: false, limit: 500, add: false, insistent: true, seconds: 3600 }
const count = 100

/** A hundred products on Shopify that show an old price: their words are one draft's, whose price has changed since. */
async function driftedListings(): Promise<string[]> {
  const first = await make.draft(ctx)
  const [product] = await ctx.db.select().from(products).where(eq(products.id, first.productId))
  if (!product) throw new Error("The product is gone.")
  const ids = Array.from({ length: count }, () => ctx.id("product"))
  for (const id of ids) await ctx.db.insert(products).values({ ...product, id, slug: `drift-${id.slice(-10).toLowerCase()}` })
  for (let from = 0; from < count; from += 20)
    await Promise.all(
      ids.slice(from, from + 20).map((productId) => listing.push(ctx, { productId, draftId: first.draftId, channel: "shopify" })),
    )
  await listing.push(ctx, { productId: first.productId, draftId: first.draftId, channel: "storefront" })
  await listing.revise(ctx, { slug: first.slug, price: 11 })
  return ids
}

/** The most calls that any window of so many seconds held. */
function fullest(seconds: number): number {
  let [most, from] = [0, 0]
  for (let to = 0; to < calls.length; to++) {
    while ((calls[from] ?? 0) <= (calls[to] ?? 0) - seconds * 1000) from++
    most = Math.max(most, to - from + 1)
  }
  return most
}

test(
  "a hundred drifted listings are healed within the vendor's limits; killed half-way, the rest is healed and nothing twice",
  { timeout: 600_000 },
  async () => {
    await ctx.db.update(listings).set({ status: "withdrawn" }).where(eq(listings.channel, "shopify"))
    const ids = await driftedListings()
    // D1 takes a hundred parameters at most, so the rows are picked here.
    const mine = async () =>
      (await ctx.db.select().from(listings).where(eq(listings.channel, "shopify"))).filter((row) => ids.includes(row.productId))
    const before = await mine()
    expect(before.map(({ status }) => status)).toEqual(Array(count).fill("live"))
    const healed = async () => {
      const old = new Map(before.map((row) => [row.id, row.pushedHash]))
      return (await mine()).filter((row) => row.pushedHash !== old.get(row.id))
    }
    // A listing that was looked at in the very millisecond in which a run begins counts as looked at by it.
    time.pass(60)
    calls.length = 0
    life = 50
    const death = new Promise<void>((resolve) => (die = resolve))
    await Promise.race([reconcile(ctx, "shopify", night), death])
    const half = await healed()
    // The fiftieth was changed over there, and we do not know it.
    expect(half.length).toBe(49)
    expect(half.length).toBeGreaterThan(10)
    expect(half.length).toBeLessThan(count - 10)
    life = Infinity
    time.pass(300)
    let report = await reconcile(ctx, "shopify", night)
    expect(report).toMatchObject({ status: "done", summary: { failed: 0 } })
    const untouched = await Promise.all(
      half.map(async ({ id, verifiedAt }) => [
        verifiedAt,
        (await ctx.db.select().from(listings).where(eq(listings.id, id)))[0]?.verifiedAt,
      ]),
    )
    for (const [then, now] of untouched) expect(now).toEqual(then)
    for (let run = 0; run < 40 && report.summary.remaining + report.summary.later > 0; run++) {
      time.pass(60)
      report = await reconcile(ctx, "shopify", night)
    }
    expect(await healed()).toHaveLength(count)
    for (const { of, calls: allowed, seconds } of ctx.channels.shopify.rates)
      if (of === "call") expect(fullest(seconds)).toBeLessThanOrEqual(allowed)
    expect(calls.length).toBeGreaterThan(200)
  },
)
