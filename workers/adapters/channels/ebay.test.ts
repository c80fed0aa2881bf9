import { expect, test } from "vitest"
import type { ChannelListing } from "#schemas/channel.ts"
import { makeListing } from "#workers/test/listing.ts"
import { picture } from "#workers/test/picture.ts"
import { sandboxFetch, SANDBOX_URL } from "#workers/test/sandbox.ts"
import { memoryTokens, type Tokens } from "../tokens.ts"
import { diffListing } from "./diff-listing.ts"
import { ebay, ebayEnv } from "./ebay.ts"

type Given = { settings?: object; fetcher?: typeof fetch; tokens?: Tokens; now?: () => Date }
const open = ({ settings = {}, fetcher = sandboxFetch, tokens = memoryTokens(), now = () => new Date() }: Given = {}) =>
  ebay({ ...ebayEnv.parse(settings), SANDBOX_URL }, { fetch: fetcher, tokens, now })

const shot = (n: number, side = 1600) => ({
  name: `preview-${n}.png`,
  mediaType: "image/png",
  alt: `Page ${n}`,
  url: null,
  bytes: () => picture(side, side, n),
})
const listing = (sku: string, change: Partial<ChannelListing> = {}) =>
  makeListing({ id: `lst_${sku}`, sku, title: `Planner of ${sku}`, images: [shot(1), shot(2)], ...change })
const misbehave = (order: object) => sandboxFetch(`${SANDBOX_URL}/sandbox/misbehave/ebay`, { method: "POST", body: JSON.stringify(order) })
const isWrite = (input: RequestInfo | URL, init?: RequestInit) => init?.method !== "GET" && !String(input).includes("/identity/")
/** How many listings the seller has under this title. */
const shelved = async (title: string) => (await (await sandboxFetch(`${SANDBOX_URL}/ebay/itm`)).text()).split(title).length - 1

/** A fetch that keeps every call. */
function watched() {
  const calls: string[] = []
  const fetcher: typeof fetch = (input, init) => {
    calls.push(`${init?.method ?? "GET"} ${new URL(String(input)).pathname}`)
    return sandboxFetch(input, init)
  }
  return { calls, fetcher, writes: () => calls.filter((call) => !call.startsWith("GET") && !call.includes("/identity/")) }
}

test("eBay: publish, read back, change, withdraw and publish again, under one SKU", async () => {
  const { calls, fetcher, writes } = watched()
  const channel = open({ fetcher })
  const wanted = listing("JOURNEY-1")
  expect(channel.validate(wanted)).toEqual([])
  const { remoteId, url } = await channel.publish(wanted)
  expect(remoteId).toBe("JOURNEY-1")
  const shown = await channel.readBack(remoteId)
  expect(shown && diffListing(wanted, shown)).toEqual([])
  const page = await sandboxFetch(url)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("$12.90")])

  calls.length = 0
  expect(await channel.update(remoteId, wanted)).toEqual({ remoteId, url })
  expect(writes()).toEqual([])
  const dearer = { ...wanted, price: { amount: 1490, currency: "USD" } }
  await channel.update(remoteId, dearer)
  // A new price is one revision: the item is left alone.
  expect(writes()).toEqual([expect.stringMatching(/^PUT \/sell\/inventory\/v1\/offer\/\d+$/)])
  expect((await channel.readBack(remoteId))?.price.amount).toBe(1490)

  await channel.withdraw(remoteId)
  await channel.withdraw(remoteId)
  expect((await channel.readBack(remoteId))?.state).not.toBe("live")
  expect((await sandboxFetch(url)).status).toBe(404)
  const again = await channel.publish(dearer)
  expect(again.remoteId).toBe(remoteId)
  expect(again.url).not.toBe(url)
  expect((await channel.readBack(remoteId))?.state).toBe("live")
  expect(await channel.readBack("NOT-THERE")).toBeNull()
})

test("eBay: whichever answer of a push is lost, the next push finds what is there and nothing doubles", async () => {
  const { fetcher, writes } = watched()
  await open({ fetcher, settings: { EBAY_LOCATION_KEY: "lost-0" } }).publish(listing("LOST-0"))
  const count = writes().length
  // Location, two pictures, item, offer, publication.
  expect(count).toBe(6)
  for (let lost = 1; lost <= count; lost++) {
    let seen = 0
    const breaking: typeof fetch = async (input, init) => {
      const answer = await sandboxFetch(input, init)
      if (isWrite(input, init) && ++seen === lost) throw new TypeError("connection reset")
      return answer
    }
    const settings = { EBAY_LOCATION_KEY: `lost-${lost}` }
    const wanted = listing(`LOST-${lost}`)
    await expect(open({ fetcher: breaking, settings }).publish(wanted)).rejects.toMatchObject({ name: "ChannelError", retryable: true })
    const channel = open({ settings })
    const { remoteId, url } = await channel.publish(wanted)
    const shown = await channel.readBack(remoteId)
    expect([lost, shown && diffListing(wanted, shown), shown?.url]).toEqual([lost, [], url])
    expect([lost, await shelved(wanted.title)]).toEqual([lost, 1])
  }
})

test("eBay: a call that is made twice on the way makes one offer and one listing", async () => {
  for (const path of ["/offer", "/publish", "/inventory_item"]) {
    const wanted = listing(`TWICE${path.replace(/\W/g, "-")}`)
    let told = false
    const doubling: typeof fetch = async (input, init) => {
      if (!told && isWrite(input, init) && String(input).includes(path)) {
        told = true
        await misbehave({ how: "duplicate", path })
      }
      return sandboxFetch(input, init)
    }
    const { remoteId } = await open({ fetcher: doubling }).publish(wanted)
    const shown = await open().readBack(remoteId)
    expect([path, shown && diffListing(wanted, shown), await shelved(wanted.title)]).toEqual([path, [], 1])
  }
})

test("eBay: an account that lacks what a publication needs is told everything at once, and nothing is written", async () => {
  const seen: string[] = []
  // eBay itself by its real address, played by the twin: no postal code is taken for granted there.
  const bare: typeof fetch = async (input, init) => {
    const url = String(input).replace("https://api.ebay.com", SANDBOX_URL)
    if (isWrite(input, init)) seen.push(url)
    if (url.includes("/return_policy")) return Response.json({ total: 0, returnPolicies: [] })
    if (url.includes("/payment_policy")) return Response.json({ total: 0 })
    if (url.includes("/fulfillment_policy")) {
      const paid = [
        { fulfillmentPolicyId: "1", shippingOptions: [{ shippingServices: [{ shippingCost: { value: "4.99", currency: "USD" } }] }] },
      ]
      return Response.json({ total: 1, fulfillmentPolicies: paid })
    }
    return sandboxFetch(url, init)
  }
  const settings = {
    EBAY_CLIENT_ID: "autonomax-sandbox",
    EBAY_CLIENT_SECRET: "sandbox-cert",
    EBAY_REFRESH_TOKEN: "v^1.1#sandbox-refresh",
    EBAY_LOCATION_KEY: "bare",
  }
  const channel = open({ settings, fetcher: bare })
  expect(channel.mode).toBe("live")
  const refused = await channel.publish(listing("BARE-1")).catch((error: Error) => error)
  expect(refused).toMatchObject({ name: "ChannelError", field: "EBAY_POSTAL_CODE", retryable: false })
  for (const part of [
    'inventory location "bare"',
    "fulfilment policy of EBAY_US that costs the buyer no shipping",
    "payment policy",
    "return policy",
  ])
    expect(String(refused)).toContain(part)
  expect(seen).toEqual([])
  expect(await open().readBack("BARE-1")).toBeNull()
  // A policy that was set and is not the account's: eBay itself says no, and the listing stays off the shelf.
  const strange = listing("BARE-2")
  await expect(open({ settings: { EBAY_RETURN_POLICY_ID: "999" } }).publish(strange)).rejects.toMatchObject({
    field: "EBAY_RETURN_POLICY_ID",
  })
  expect((await open().readBack("BARE-2"))?.state).toBe("draft")
})

test("eBay: what it would refuse is told before any call, with the field", async () => {
  const { calls, fetcher } = watched()
  const channel = open({ fetcher })
  const fields = (change: Partial<ChannelListing>) => channel.validate(listing("RULES-1", change)).map(({ field }) => field)
  expect(fields({ title: "x".repeat(81) })).toEqual(["title"])
  expect(fields({ title: "A <b>bold</b> planner" })).toEqual(["title"])
  expect(fields({ sku: "no spaces" })).toEqual(["sku"])
  expect(fields({ price: { amount: 1290, currency: "EUR" } })).toEqual(["price.currency"])
  expect(fields({ price: { amount: 50, currency: "USD" } })).toEqual(["price"])
  expect(fields({ images: [] })).toEqual(["images"])
  expect(fields({ images: [{ ...shot(1), pixels: { width: 499, height: 300 } }] })).toEqual(["images.0"])
  await expect(channel.publish(listing("RULES-1", { images: [shot(1), shot(2, 400)] }))).rejects.toMatchObject({
    field: "images.1",
    message: "preview-2.png is 400 × 400 pixels; eBay wants 500 on the longest side.",
  })
  expect(calls).toEqual([])
})

test("eBay: a SKU that somebody offers from elsewhere is left alone", async () => {
  await open({ settings: { EBAY_LOCATION_KEY: "other-shop" } }).publish(listing("TAKEN-1"))
  const { fetcher, writes } = watched()
  await expect(open({ fetcher }).publish(listing("TAKEN-1", { title: "A thief's planner" }))).rejects.toMatchObject({
    field: "sku",
    retryable: false,
    message: expect.stringContaining('"other-shop"'),
  })
  expect(writes()).toEqual([])
})

test("eBay: a token is kept until it ends, renewed before that, and once more when eBay no longer takes it", async () => {
  let now = new Date()
  const tokens = memoryTokens()
  const { calls, fetcher } = watched()
  const grants = () => calls.filter((call) => call.includes("/identity/")).length
  const channel = () => open({ fetcher, tokens, now: () => now })
  await channel().health()
  await channel().health()
  expect(grants()).toBe(1)
  await misbehave({ how: "expired-token", path: "/privilege" })
  expect((await channel().health()).ok).toBe(true)
  expect(grants()).toBe(2)
  now = new Date(now.getTime() + 7150_000)
  await channel().health()
  expect(grants()).toBe(3)
  await misbehave({ how: "expired-token", times: 2, path: "/privilege" })
  await expect(channel().health()).rejects.toMatchObject({ status: 401, field: "EBAY_REFRESH_TOKEN", retryable: false })
})

test("eBay: bad keys, a missing scope and a full quota each have a sentence and a field", async () => {
  const live = { EBAY_CLIENT_ID: "autonomax-sandbox", EBAY_CLIENT_SECRET: "sandbox-cert", EBAY_REFRESH_TOKEN: "v^1.1#sandbox-refresh" }
  const fetcher: typeof fetch = (input, init) => sandboxFetch(String(input).replace("https://api.ebay.com", SANDBOX_URL), init)
  const health = (change: object) => open({ settings: { ...live, ...change }, fetcher }).health()
  await expect(health({ EBAY_CLIENT_SECRET: "wrong-cert" })).rejects.toMatchObject({ field: "EBAY_CLIENT_ID", retryable: false })
  await expect(health({ EBAY_REFRESH_TOKEN: "v^1.1#revoked" })).rejects.toMatchObject({ field: "EBAY_REFRESH_TOKEN", retryable: false })
  await expect(health({ EBAY_REFRESH_TOKEN: undefined })).rejects.toMatchObject({ field: "EBAY_REFRESH_TOKEN" })
  await expect(health({ EBAY_MARKETPLACE_ID: "EBAY_GB" })).resolves.toMatchObject({ ok: true })
  await expect(open({ settings: { EBAY_MARKETPLACE_ID: "EBAY_GB" } }).publish(listing("GB-1"))).rejects.toMatchObject({
    field: "EBAY_MARKETPLACE_ID",
  })
  await misbehave({ how: "rate-limited", path: "/privilege" })
  await expect(open().health()).rejects.toMatchObject({ retryable: true, retryAfter: 1 })
  const told = (errorId: number, status: number) =>
    open({
      fetcher: async (input, init) =>
        String(input).includes("/identity/")
          ? sandboxFetch(input, init)
          : Response.json({ errors: [{ errorId, message: "M" }] }, { status }),
      now: () => new Date("2026-11-23T07:30:00Z"),
    }).health()
  // Half an hour before eBay's day ends in California.
  await expect(told(2001, 429)).rejects.toMatchObject({ retryable: true, retryAfter: 1800 })
  await expect(told(1100, 403)).rejects.toMatchObject({ field: "EBAY_REFRESH_TOKEN", message: expect.stringMatching(/lacks a scope/) })
  await expect(told(25001, 500)).rejects.toMatchObject({ retryable: true })
  await expect(open({ fetcher: async () => new Response("<html>", { status: 200 }) }).health()).rejects.toMatchObject({
    name: "ChannelError",
    retryable: true,
  })
})

test("eBay: sales, fees, taxes and refunds are pulled a page at a time, and nothing of the buyer", async () => {
  const channel = open()
  const since = new Date(Date.now() - 1000)
  const { url } = await channel.publish(listing("SOLD-1"))
  const buy = async (place: string) => {
    const answer = await sandboxFetch(`${url}/buy`, { method: "POST", body: `place=${place}&quantity=1`, redirect: "manual" })
    return answer.headers.get("location") ?? ""
  }
  const order = await buy("US-CA")
  const refund = (amount: string) => sandboxFetch(`${order}/refund`, { method: "POST", body: `amount=${amount}`, redirect: "manual" })
  const money = (amount: number) => ({ amount, currency: "USD" })
  const mine = async () => {
    const all = []
    for (let cursor: string | null = null, page = 0; page === 0 || cursor; page++) {
      const got = await channel.orders({ since, cursor })
      all.push(...got.orders.filter(({ lines }) => lines[0]?.sku === "SOLD-1"))
      cursor = got.cursor
    }
    return all
  }
  const [sale] = await mine()
  expect(sale).toMatchObject({
    status: "paid",
    lines: [{ remoteListingId: "SOLD-1", sku: "SOLD-1", title: "Planner of SOLD-1", quantity: 1, price: money(1290) }],
    total: money(1396),
    tax: money(106),
    fees: money(230),
    refunded: money(0),
    country: "US",
  })
  expect(JSON.stringify(sale)).not.toMatch(/shopper|San Jose|95125/)
  expect((await refund("2.90")).status).toBe(303)
  expect(await mine()).toMatchObject([{ status: "partly-refunded", refunded: money(290) }])
  expect((await refund("99")).status).toBe(400)
  expect((await refund("10")).status).toBe(303)
  expect(await mine()).toMatchObject([{ status: "refunded", refunded: money(1290) }])
  // More than a page: each is told once.
  for (let n = 0; n < 49; n++) await buy("US-OR")
  expect(new Set((await mine()).map(({ remoteId }) => remoteId)).size).toBe(50)
  // The last piece is gone: the listing is off the shelf until a push fills it again.
  expect((await channel.readBack("SOLD-1"))?.state).toBe("withdrawn")
  await channel.update("SOLD-1", listing("SOLD-1"))
  expect((await channel.readBack("SOLD-1"))?.state).toBe("live")
})
