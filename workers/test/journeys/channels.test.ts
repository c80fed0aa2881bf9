import { and, eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ledgerPostings, listings, products, saleChanges, sales } from "#schemas/tables/index.ts"
import { compileListing, listing, loadProduct } from "#workers/domain/listing/index.ts"
import { loadDraft } from "#workers/domain/draft/index.ts"
import { channel } from "#workers/domain/channel/index.ts"
import { metric } from "#workers/domain/metric/index.ts"
import { sale } from "#workers/domain/sale/index.ts"
import { make } from "#workers/test/make.ts"
import { SANDBOX_URL } from "#workers/test/sandbox.ts"
import { world } from "#workers/test/world.ts"

const { ctx, vendors, ready } = world("channels")
beforeAll(ready)
afterAll(ready)
const names = Object.keys(ctx.channels)
const others = Object.values(ctx.channels).filter(({ name }) => name !== "storefront")
const post = (path: string) => vendors.fetch(`${SANDBOX_URL}${path}`, { method: "POST", body: new URLSearchParams(), redirect: "manual" })

test(
  "one product goes to every channel, is changed, healed, sold on two, refunded, and withdrawn from all",
  { timeout: 240_000 },
  async () => {
    await ctx.db.update(listings).set({ status: "withdrawn" })
    const { productId, draftId, slug } = await make.draft(ctx)
    const rows = async () => {
      const found = await ctx.db.select().from(listings).where(eq(listings.productId, productId))
      return new Map(found.map((row) => [row.channel, row]))
    }
    const remoteOf = async (name: string) => (await rows()).get(name)?.remoteId ?? ""
    const sync = () => Promise.all(names.map((name) => channel.sync(ctx, { channel: name })))

    const published = await Promise.all(names.map((name) => listing.push(ctx, { productId, draftId, channel: name })))
    expect(published.map(({ channel: name, status, problems }) => [name, status, problems])).toEqual(
      names.map((name) => [name, "live", []]),
    )

    // Changed in our shop: the price goes everywhere, and nothing is listed anew.
    const before = await rows()
    await listing.revise(ctx, { slug, price: 14 })
    expect((await sync()).map(({ channel: name, summary }) => [name, summary.updated])).toEqual(
      names.map((name) => [name, name === "storefront" ? 0 : 1]),
    )
    for (const one of others) expect([one.name, (await one.readBack(await remoteOf(one.name)))?.price.amount]).toEqual([one.name, 1400])
    for (const [name, row] of await rows()) expect([name, row.remoteId]).toEqual([name, before.get(name)?.remoteId])

    // Changed over there by somebody: healed.
    const product = await loadProduct(ctx, productId)
    for (const one of others) {
      const id = (await rows()).get(one.name)?.id ?? ""
      const wanted = await compileListing(ctx, id, product, await loadDraft(ctx, draftId))
      await one.update(await remoteOf(one.name), { ...wanted, price: { ...wanted.price, amount: 4400 } })
    }
    await ctx.db.update(products).set({ title: "Vandalised by hand" }).where(eq(products.id, productId))
    expect((await sync()).map(({ channel: name, summary }) => [name, summary.updated])).toEqual(names.map((name) => [name, 1]))
    expect((await sync()).map(({ summary }) => summary.healthy)).toEqual(names.map(() => 1))
    expect((await loadProduct(ctx, productId)).title).toBe(product.title)

    // Sold on two of them, and one is paid back.
    await sale.pull(ctx, {})
    const shopPage = new URL((await rows()).get("shopify")?.url ?? "").pathname.split("/").at(-1)
    const bought = await post(`/shopify/products/${shopPage}/buy`)
    const receipt = await post(`/etsy/listing/${await remoteOf("etsy")}/buy`)
    expect([bought.status, receipt.status]).toEqual([303, 303])
    await sale.pull(ctx, {})
    await sale.pull(ctx, {})
    const mine = async () =>
      (await sale.list(ctx, { limit: 100 })).items.filter(({ lines }) => lines.some((line) => line.productId === productId))
    expect((await mine()).map(({ channel: name, status }) => `${name} ${status}`).toSorted()).toEqual(["etsy paid", "shopify paid"])
    await post(`${new URL(receipt.headers.get("location") ?? "", SANDBOX_URL).pathname}/refund`)
    await sale.pull(ctx, {})
    const sold = await mine()
    expect(sold.map(({ channel: name, status }) => `${name} ${status}`).toSorted()).toEqual(["etsy refunded", "shopify paid"])
    const back = sold.find(({ channel: name }) => name === "etsy")
    expect(back?.refunded.amount).toBe(back?.total.amount)
    for (const { id } of sold) {
      const [row] = await ctx.db.select().from(sales).where(eq(sales.id, id))
      expect(await ctx.db.$count(saleChanges, eq(saleChanges.saleId, id))).toBe(row?.version)
    }
    const books = await ctx.db.select().from(ledgerPostings).where(eq(ledgerPostings.account, "revenue:shopify"))
    expect(books.some(({ amount }) => amount === -1400)).toBe(true)
    const outcome = await metric.measure(ctx, { productId })
    expect(outcome.bySource).toMatchObject({ "channel:shopify": { orders: 1, revenue: 1400 }, "channel:etsy": { orders: 1 } })

    // Withdrawn everywhere, and a sync does not bring it back.
    const { results } = await listing.withdraw(ctx, { slug, reason: "The season is over." })
    expect(results.map(({ status }) => status)).toEqual(names.map(() => "withdrawn"))
    // eBay ends the listing and keeps its offer as a draft; what matters is that nobody can buy it.
    for (const one of others) expect([one.name, (await one.readBack(await remoteOf(one.name)))?.state]).not.toEqual([one.name, "live"])
    expect((await ctx.channels.storefront.readBack(slug))?.state).toBe("withdrawn")
    for (const { summary } of await sync()) expect(summary).toMatchObject({ published: 0, updated: 0 })
    expect(await ctx.db.$count(listings, and(eq(listings.productId, productId), eq(listings.status, "live")))).toBe(0)
  },
)
