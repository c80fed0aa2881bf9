import fc from "fast-check"
import { expect, test } from "vitest"
import { sandboxFetch, SANDBOX_URL } from "#workers/test/sandbox.ts"
import { makeListing } from "#workers/test/listing.ts"
import { memoryTokens } from "../tokens.ts"
import { ChannelError } from "./channel.ts"
import { diffListing } from "./diff-listing.ts"
import { channelsEnv, openChannels, type Channels } from "./index.ts"
import { fromHtmlWords, fromPlainWords, toHtmlWords, toPlainWords } from "./words.ts"

const open = (settings: object = {}, fetcher = sandboxFetch): Channels =>
  openChannels(
    { ...channelsEnv.parse(settings), SANDBOX_URL },
    {
      fetch: fetcher,
      readShop: async (slug) => ({
        ...makeListing({ slug }),
        remoteId: slug,
        url: `http://localhost:8787/products/${slug}`,
        state: "live",
      }),
      tokens: memoryTokens(),
      now: () => new Date(),
      pace: { take: async () => ({ ok: true }), wait: async () => undefined },
    },
  )
const channels = open()
const vendors = ["shopify", "etsy"] as const
const misbehave = (vendor: string, order: object) =>
  sandboxFetch(`${SANDBOX_URL}/sandbox/misbehave/${vendor}`, { method: "POST", body: JSON.stringify(order) })

for (const name of vendors)
  test(`${name}: publish, read back, change and withdraw one and the same listing`, async () => {
    const channel = channels[name]
    const listing = makeListing({ id: `prd_${name}_journey`, slug: `journey-${name}`, sku: `JOURNEY-${name}` })
    expect(channel.validate(listing)).toEqual([])
    const { remoteId, url } = await channel.publish(listing)
    const shown = await channel.readBack(remoteId)
    expect(shown && diffListing(listing, shown)).toEqual([])
    const page = await sandboxFetch(url)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("$12.90")])

    const changed = {
      ...listing,
      title: "Dated planner 2027, second edition",
      price: { amount: 990, currency: "USD" },
      images: listing.images.slice(1),
    }
    expect((await channel.publish(changed)).remoteId).toBe(remoteId)
    const again = await channel.readBack(remoteId)
    expect(again && diffListing(changed, again)).toEqual([])
    expect(again && diffListing(listing, again).map((line) => line.split(":")[0])).toEqual(["title", "price", "images"])

    await channel.withdraw(remoteId)
    expect((await channel.readBack(remoteId))?.state).toBe("withdrawn")
    expect((await sandboxFetch(url)).status).toBe(404)
    expect(await channel.readBack(name === "etsy" ? "404" : "gid://shopify/Product/404")).toBeNull()
  })

for (const [name, path, how] of [
  ["shopify", "graphql", "lost"],
  ["etsy", "/shops/1/listings", "lost"],
  ["etsy", "/images", "unavailable"],
] as const)
  test(`${name}: a push that broke at ${path} (${how}) is taken up again, never doubled`, async () => {
    const listing = makeListing({
      id: `prd_${name}_${how}${path}`,
      slug: `broken-${name}-${how}`,
      sku: `B-${how}${path}`.slice(0, 32),
      title: `Broken push at ${how} ${path.replaceAll("/", " ")}`,
    })
    let broken = 0
    // Breaks the write itself, not the looking before it.
    const fetcher: typeof fetch = async (input, init) => {
      const body = typeof init?.body === "string" ? init.body : ""
      const isWrite = name === "shopify" ? body.includes("productSet(") : init?.method === "POST" && String(input).endsWith(path)
      if (isWrite && broken++ === 0) await misbehave(name, { how, path })
      return sandboxFetch(input, init)
    }
    const channel = open({}, fetcher)[name]
    await expect(channel.publish(listing)).rejects.toMatchObject({ name: "ChannelError", retryable: true, retryAfter: 1 })
    const { remoteId } = await channel.publish(listing)
    const shown = await channel.readBack(remoteId)
    expect(shown && diffListing(listing, shown)).toEqual([])
    const shelf = await (await sandboxFetch(`${SANDBOX_URL}/${name === "shopify" ? "shopify/products" : "etsy/listing"}`)).text()
    expect(shelf.split(listing.title)).toHaveLength(2)
  })

test("the storefront is a channel like the others and reads back what the shop shows", async () => {
  const listing = makeListing()
  expect(await channels.storefront.publish(listing)).toEqual({
    remoteId: listing.slug,
    url: `http://localhost:8787/products/${listing.slug}`,
  })
  const shown = await channels.storefront.readBack(listing.slug)
  expect(shown && diffListing(listing, shown)).toEqual([])
})

test("what a channel will refuse is said before any call, with the field and the fix", () => {
  const fields = (name: keyof Channels, change: Parameters<typeof makeListing>[0]) =>
    channels[name].validate(makeListing(change)).map((one) => one.field)
  const cases: [keyof Channels, Parameters<typeof makeListing>[0], string[]][] = [
    ["etsy", { title: "x".repeat(141) }, ["title"]],
    ["etsy", { title: "50% off & 10% more" }, ["title"]],
    ["etsy", { title: "Planner ⭐ 2027" }, ["title"]],
    ["etsy", { tags: ["a tag that is far too long"] }, ["tags.0"]],
    ["etsy", { tags: ["c++"] }, ["tags.0"]],
    ["etsy", { tags: Array.from({ length: 14 }, (_, n) => `tag ${n}`) }, ["tags"]],
    ["etsy", { files: [] }, ["files"]],
    ["etsy", { price: { amount: 10, currency: "USD" } }, ["price"]],
    ["shopify", { title: " " }, ["title"]],
    ["shopify", { images: [] }, ["images"]],
    ["storefront", { title: "x".repeat(71) }, ["title"]],
  ]
  for (const [name, change, wrong] of cases) expect({ change, fields: fields(name, change) }).toEqual({ change, fields: wrong })
  expect(channels.etsy.validate(makeListing({ title: "" }))[0]?.fix).toBe("Write a title.")
})

test("a vendor's refusal becomes one ChannelError with the field in our words", async () => {
  await expect(channels.etsy.publish(makeListing({ sku: "BAD", title: "Nothing to download", files: [] }))).rejects.toMatchObject({
    field: "files",
    retryable: false,
  })
  await expect(channels.shopify.publish(makeListing({ id: "prd_long_title", title: "x".repeat(256) }))).rejects.toMatchObject({
    field: "title",
    retryable: false,
  })
  for (const name of vendors)
    await expect(channels[name].publish(makeListing({ price: { amount: 900, currency: "EUR" } }))).rejects.toMatchObject({
      field: "price.currency",
    })
  const thief = makeListing({ slug: "dated-planner-2027", id: "x_PLANNER1" })
  await channels.shopify.publish(thief)
  await expect(channels.shopify.publish({ ...thief, id: "y_PLANNER1" })).rejects.toThrow(/not ours/)
})

test("a limit of the vendor is obeyed: the error says when to come back", async () => {
  for (const name of vendors) {
    await misbehave(name, { how: "rate-limited", times: 100 })
    await expect(channels[name].health()).rejects.toMatchObject({ retryable: true, retryAfter: 1 })
    await misbehave(name, { how: "behave" })
    expect((await channels[name].health()).ok).toBe(true)
  }
  const reply = {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
    extensions: { cost: { requestedQueryCost: 250, throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 40, restoreRate: 50 } } },
  }
  const throttled = open({}, async () => Response.json(reply))
  await expect(throttled.shopify.health()).rejects.toMatchObject({ retryable: true, retryAfter: 5 })
  await expect(
    open({}, async () => {
      throw new TypeError("connection refused")
    }).etsy.health(),
  ).rejects.toBeInstanceOf(ChannelError)
})

test("a secret never travels to the sandbox, and a live address never gets the sandbox's", async () => {
  const seen: [string, string | null][] = []
  const spy: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    seen.push([new URL(String(input)).origin, headers.get("x-shopify-access-token") ?? headers.get("x-api-key")])
    return Response.json({
      data: { shop: { name: "S", currencyCode: "USD" }, currentAppInstallation: { accessScopes: [] } },
      scopes: [],
      shop_name: "S",
      currency_code: "USD",
    })
  }
  const half = open({ SHOPIFY_ACCESS_TOKEN: "shpat_real_secret" }, spy)
  const whole = open(
    {
      SHOPIFY_ACCESS_TOKEN: "shpat_real_secret",
      SHOPIFY_SHOP_URL: "https://x.myshopify.com",
      ETSY_API_KEY: "key:secret",
      ETSY_ACCESS_TOKEN: "1.token",
    },
    spy,
  )
  for (const channel of [half.shopify, whole.shopify, whole.etsy]) await channel.health()
  expect(seen).toEqual([
    [SANDBOX_URL, "shpat_autonomax_sandbox"],
    ["https://x.myshopify.com", "shpat_real_secret"],
    ["https://openapi.etsy.com", "key:secret"],
    ["https://openapi.etsy.com", "key:secret"],
  ])
  expect([half.shopify.mode, whole.shopify.mode, whole.etsy.mode, whole.storefront.mode]).toEqual(["sandbox", "live", "live", "embedded"])
})

test("description and bullets survive the way to HTML and to plain text and back", () => {
  const line = fc
    .stringMatching(/^[A-Za-z0-9&<>"' .,-]{1,40}$/)
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => text.length > 0)
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), fc.array(line, { maxLength: 5 }), (paragraphs, bullets) => {
      const description = paragraphs.join("\n\n")
      expect(fromHtmlWords(toHtmlWords(description, bullets))).toEqual({ description, bullets })
      expect(fromPlainWords(toPlainWords(description, bullets))).toEqual({ description, bullets })
    }),
  )
})
