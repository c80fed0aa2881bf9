import { expect, test } from "vitest"
import { makeListing } from "#workers/test/listing.ts"
import { recordedSandbox } from "#workers/test/twins.ts"
import { memoryTokens } from "../tokens.ts"
import { etsy, etsyEnv } from "./etsy.ts"
import { shopify, shopifyEnv } from "./shopify.ts"
import { sunsets } from "./sunset.ts"

const pace = { wait: async () => undefined }
const now = () => new Date()

/** The twin under a foreign address, so that the adapters take the settings' secrets for it. */
function abroad() {
  const sandbox = recordedSandbox()
  const fetcher: typeof fetch = (input, init) => sandbox.fetch(String(input).replace("http://vendor.test", sandbox.url), init)
  return { ...sandbox, fetch: fetcher }
}
const openShopify = (fetcher: typeof fetch, SHOPIFY_ACCESS_TOKEN: string) =>
  shopify(
    { ...shopifyEnv.parse({ SHOPIFY_SHOP_URL: "http://vendor.test", SHOPIFY_ACCESS_TOKEN }), SANDBOX_URL: "http://sandbox.test" },
    { fetch: fetcher, now, pace },
  )
const openEtsy = (fetcher: typeof fetch, settings: object, tokens = memoryTokens()) => {
  const env = etsyEnv.parse({ ETSY_BASE_URL: "http://vendor.test", ETSY_API_KEY: "autonomaxsandbox:sandboxsecret", ...settings })
  return etsy({ ...env, SANDBOX_URL: "http://sandbox.test" }, { fetch: fetcher, tokens, now, pace })
}

test("a missing scope is named by health, and a wrong token is one sentence with the setting", async () => {
  const { fetch: fetcher } = abroad()
  const reader = await openShopify(fetcher, "shpat_autonomax_reader").health()
  expect(reader).toMatchObject({
    ok: false,
    detail: expect.stringContaining("write_products, write_files, write_publications, read_orders"),
  })
  await expect(openShopify(fetcher, "shpat_autonomax_reader").publish(makeListing())).rejects.toThrow(/Add the scope read_publications/)
  await expect(openShopify(fetcher, "shpat_wrong").health()).rejects.toMatchObject({ field: "SHOPIFY_ACCESS_TOKEN", status: 401 })
  const looker = await openEtsy(fetcher, { ETSY_REFRESH_TOKEN: "1.readerrefresh" }).health()
  expect(looker).toMatchObject({ ok: false, detail: expect.stringContaining("listings_w, listings_d, transactions_r") })
  await expect(openEtsy(fetcher, { ETSY_REFRESH_TOKEN: "1.readerrefresh" }).publish(makeListing())).rejects.toThrow(
    /lacks the scope listings_w/,
  )
  await expect(openEtsy(fetcher, { ETSY_REFRESH_TOKEN: "1.unknown" }).health()).rejects.toMatchObject({ field: "ETSY_REFRESH_TOKEN" })
  await expect(openEtsy(fetcher, { ETSY_ACCESS_TOKEN: "1.tooold" }).health()).rejects.toMatchObject({ field: "ETSY_REFRESH_TOKEN" })
  await expect(openEtsy(fetcher, { ETSY_API_KEY: "other:secret", ETSY_REFRESH_TOKEN: "1.sandboxrefresh" }).health()).rejects.toBeDefined()
})

test("Etsy's rotated refresh token is kept, and of two that renew at once both go on with the winner's grant", async () => {
  const { fetch: fetcher, exchanges } = abroad()
  const tokens = memoryTokens()
  const settings = { ETSY_REFRESH_TOKEN: "1.sandboxrefresh" }
  await openEtsy(fetcher, settings, tokens).health()
  const first = await tokens.read("etsy")
  expect(first?.refresh).not.toBe("1.sandboxrefresh")
  if (!first) throw new Error("No grant was kept.")
  await tokens.swap("etsy", first, { ...first, access: "1.stale" })
  const both = [openEtsy(fetcher, settings, tokens), openEtsy(fetcher, settings, tokens)]
  expect((await Promise.all(both.map((channel) => channel.health()))).map(({ ok }) => ok)).toEqual([true, true])
  const second = await tokens.read("etsy")
  expect(second?.refresh).not.toBe(first.refresh)
  const used = exchanges.filter(
    ({ url, body }) => url.pathname.endsWith("/oauth/token") && String(body).includes(encodeURIComponent(first.refresh ?? "")),
  )
  expect(used.filter(({ status }) => status === 200)).toHaveLength(1)
})

test("Etsy: before the day's window is empty pushes stop and say when they go on, while looking goes on", async () => {
  const sandbox = recordedSandbox()
  const almost: typeof fetch = async (input, init) => {
    const reply = await sandbox.fetch(input, init)
    const headers = new Headers(reply.headers)
    headers.set("x-remaining-today", "4000")
    return new Response(reply.body, { status: reply.status, headers })
  }
  const channel = etsy({ ...etsyEnv.parse({}), SANDBOX_URL: sandbox.url }, { fetch: almost, tokens: memoryTokens(), now, pace })
  await expect(channel.publish(makeListing())).rejects.toMatchObject({ field: "rate", retryable: true, retryAfter: 3600 })
  expect((await channel.orders({ since: new Date(0) })).orders).toEqual([])
})

test("Etsy: what its people took away is told, what ran out or was sold out is renewed", async () => {
  const sandbox = recordedSandbox()
  const channel = etsy({ ...etsyEnv.parse({}), SANDBOX_URL: sandbox.url }, { fetch: sandbox.fetch, tokens: memoryTokens(), now, pace })
  const { remoteId } = await channel.publish(makeListing())
  const become = (state: string) =>
    sandbox.fetch(`${sandbox.url}/etsy/listing/${remoteId}/state`, { method: "POST", body: `state=${state}` })
  for (const state of ["sold_out", "expired"]) {
    await become(state)
    expect((await channel.readBack(remoteId))?.state).toBe("withdrawn")
    expect((await channel.publish(makeListing())).remoteId).toBe(remoteId)
    expect((await channel.readBack(remoteId))?.state).toBe("live")
  }
  await become("removed")
  await expect(channel.update(remoteId, makeListing())).rejects.toMatchObject({ field: "state", retryable: false })
})

test("sales and refunds come back from both vendors, with tax, fees where they are told, and nobody's name", async () => {
  const sandbox = recordedSandbox()
  const open = {
    shopify: shopify({ ...shopifyEnv.parse({}), SANDBOX_URL: sandbox.url }, { fetch: sandbox.fetch, now, pace }),
    etsy: etsy({ ...etsyEnv.parse({}), SANDBOX_URL: sandbox.url }, { fetch: sandbox.fetch, tokens: memoryTokens(), now, pace }),
  }
  for (const channel of Object.values(open)) {
    const { remoteId, url } = await channel.publish(makeListing())
    const page = url.replace(/(listing\/\d+)\/.*/, "$1")
    // The answer of a purchase is the page of the sale.
    const sale = (await sandbox.fetch(`${page}/buy`, { method: "POST", body: "quantity=2" })).headers.get("location") ?? ""
    const [order] = (await channel.orders({ since: new Date(Date.now() - 60_000) })).orders
    const usd = (amount: number) => ({ amount, currency: "USD" })
    expect(order).toMatchObject({
      status: "paid",
      lines: [{ remoteListingId: remoteId, sku: "PLANNER-0001", quantity: 2, price: usd(1290) }],
      total: usd(2793),
      tax: usd(213),
      refunded: usd(0),
    })
    expect(order?.fees).toEqual(channel.name === "etsy" ? usd(277) : null)
    await sandbox.fetch(`${sale}/refund`, { method: "POST", body: "part=half" })
    const [half] = (await channel.orders({ since: new Date(Date.now() - 60_000) })).orders
    expect(half).toMatchObject({ status: "partly-refunded", refunded: usd(1397) })
    expect((await channel.orders({ since: new Date(Date.now() + 60_000) })).orders).toEqual([])
  }
})

test("sixty days before a pinned version ends it is said, and not before", () => {
  const contract = { version: "2026-10", sunset: "2027-10-01", fingerprint: async () => "" }
  const on = (date: string) =>
    sunsets(
      [
        { name: "shopify", contract },
        { name: "etsy", contract: null },
      ],
      new Date(date),
    )
  expect(on("2027-08-01")).toEqual([])
  expect(on("2027-08-03")).toEqual([expect.stringContaining("ends in 59 days")])
  expect(on("2027-12-01")).toEqual([expect.stringContaining("ended on 2027-10-01")])
})
