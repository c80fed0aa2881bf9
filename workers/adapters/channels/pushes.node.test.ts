import fc from "fast-check"
import { expect, test } from "vitest"
import type { ChannelListing } from "#schemas/channel.ts"
import { arbitraryListing } from "#workers/test/arbitrary-listing.ts"
import { makeListing } from "#workers/test/listing.ts"
import { recordedSandbox } from "#workers/test/twins.ts"
import { memoryTokens } from "../tokens.ts"
import type { Channel } from "./channel.ts"
import { diffListing } from "./diff-listing.ts"
import { etsy, etsyEnv } from "./etsy.ts"
import { shopify, shopifyEnv } from "./shopify.ts"
import { storefront, storefrontEnv } from "./storefront.ts"

const pace = { wait: async () => undefined }
const deps = (fetcher: typeof fetch) => ({ fetch: fetcher, tokens: memoryTokens(), now: () => new Date(), pace })
const open = {
  shopify: (url: string, fetcher: typeof fetch): Channel => shopify({ ...shopifyEnv.parse({}), SANDBOX_URL: url }, deps(fetcher)),
  etsy: (url: string, fetcher: typeof fetch): Channel => etsy({ ...etsyEnv.parse({}), SANDBOX_URL: url }, deps(fetcher)),
}
const vendors = ["shopify", "etsy"] as const
const shelves = { shopify: "/shopify/products", etsy: "/etsy/listing" }

/** What does not come back by declaration is taken out of the comparison. */
const without = (listing: ChannelListing, { losses }: Channel): ChannelListing =>
  losses.some(({ field }) => field === "files") ? { ...listing, files: [] } : listing

for (const name of vendors)
  test(`${name}: whatever validate lets pass is published, read back and decompiled to the same listing`, async () => {
    let passed = 0
    await fc.assert(
      fc.asyncProperty(arbitraryListing({ currencies: ["USD"] }), async (listing) => {
        // A new vendor for each: together they would run into its limits.
        const sandbox = recordedSandbox()
        const channel = open[name](sandbox.url, sandbox.fetch)
        if (channel.validate(listing).length > 0) return
        passed++
        const { remoteId } = await channel.publish(listing)
        const shown = await channel.readBack(remoteId)
        expect(shown && diffListing(without(listing, channel), shown)).toEqual([])
        const changed = { ...listing, title: `${listing.title.slice(0, 40)} second`.trim(), images: listing.images.slice(0, 1) }
        if (channel.validate(changed).length > 0) return
        expect((await channel.update(remoteId, changed)).remoteId).toBe(remoteId)
        const again = await channel.readBack(remoteId)
        expect(again && diffListing(without(changed, channel), again)).toEqual([])
      }),
      { numRuns: 40 },
    )
    expect(passed).toBeGreaterThan(15)
  })

test("storefront: whatever validate lets pass reads back as the same listing", async () => {
  const shelf = new Map<string, ChannelListing>()
  const channel = storefront(storefrontEnv.parse({}), async (slug) => {
    const row = shelf.get(slug)
    return row ? { ...row, remoteId: slug, url: null, state: "live" } : null
  })
  await fc.assert(
    fc.asyncProperty(arbitraryListing(), async (listing) => {
      if (channel.validate(listing).length > 0) return
      shelf.set(listing.slug, listing)
      const { remoteId } = await channel.publish(listing)
      const shown = await channel.readBack(remoteId)
      expect(shown && diffListing(listing, shown)).toEqual([])
    }),
  )
})

/** Breaks the nth call: with `lost` after the vendor has done it, else instead of doing it. */
function breaking(fetcher: typeof fetch, nth: number, lost: boolean): typeof fetch {
  let calls = 0
  return async (input, init) => {
    if (calls++ !== nth) return fetcher(input, init)
    if (lost) await (await fetcher(input, init)).arrayBuffer()
    throw new TypeError("the connection was lost")
  }
}

for (const name of vendors)
  for (const lost of [true, false])
    test(`${name}: a push that broke at any one call (${lost ? "after" : "before"} it was done) is found again and never doubled`, async () => {
      const count = await callsOf(name)
      expect(count).toBeGreaterThan(6)
      for (let nth = 0; nth < count; nth++) {
        const sandbox = recordedSandbox()
        const listing = makeListing()
        const broken = open[name](sandbox.url, breaking(sandbox.fetch, nth, lost))
        await expect(broken.publish(listing), `call ${nth}`).rejects.toMatchObject({ name: "ChannelError", retryable: true })
        const channel = open[name](sandbox.url, sandbox.fetch)
        const { remoteId } = await channel.publish(listing)
        const shown = await channel.readBack(remoteId)
        expect({ nth, drift: shown && diffListing(without(listing, channel), shown) }).toEqual({ nth, drift: [] })
        const shelf = await (await sandbox.fetch(`${sandbox.url}${shelves[name]}`)).text()
        expect({ nth, times: shelf.split("Dated planner 2027").length - 1 }).toEqual({ nth, times: 1 })
      }
    })

async function callsOf(name: (typeof vendors)[number]): Promise<number> {
  const sandbox = recordedSandbox()
  await open[name](sandbox.url, sandbox.fetch).publish(makeListing())
  return sandbox.exchanges.length
}

for (const name of vendors)
  test(`${name}: a vendor that does half, does twice, or calls the token old is survived`, async () => {
    const sandbox = recordedSandbox()
    const tell = (order: object) =>
      sandbox.fetch(`${sandbox.url}/sandbox/misbehave/${name}`, { method: "POST", body: JSON.stringify(order) })
    const channel = open[name](sandbox.url, sandbox.fetch)
    const listing = makeListing()
    await tell({ how: "partial", after: 3 })
    await expect(channel.publish(listing)).rejects.toMatchObject({ retryable: true })
    await channel.publish(listing)
    await tell({ how: "duplicate", times: 100 })
    const twin = { ...listing, id: "prd_second_of_two", slug: "second", sku: "SECOND-0001", title: "Second of two" }
    await channel.publish(twin)
    await tell({ how: "behave" })
    const { remoteId } = await channel.publish(twin)
    const shelf = await (await sandbox.fetch(`${sandbox.url}${shelves[name]}`)).text()
    expect([shelf.split(listing.title.split(":")[0] ?? "").length - 1, shelf.split("Second of two").length - 1]).toEqual([1, 1])
    const shown = await channel.readBack(remoteId)
    expect(shown && diffListing(without(twin, channel), shown)).toEqual([])
    await tell({ how: "expired-token" })
    // Etsy's token is renewed by itself; Shopify's is the operator's to set.
    if (name === "etsy") expect((await channel.health()).ok).toBe(true)
    else await expect(channel.health()).rejects.toMatchObject({ field: "SHOPIFY_ACCESS_TOKEN", retryable: false })
  })
