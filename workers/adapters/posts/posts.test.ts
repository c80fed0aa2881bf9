import { expect, test } from "vitest"
import { memoryTokens, type Tokens } from "#workers/adapters/tokens.ts"
import { sandboxFetch, SANDBOX_URL } from "#workers/test/sandbox.ts"
import { fitPost, openPosts, postsEnv, type Posts } from "./index.ts"
import { richText } from "./bluesky-text.ts"
import { recordKey } from "./bluesky.ts"
import { oauthHeader } from "./x-oauth.ts"
import { xWeight } from "./x-text.ts"
import type { Post } from "./post.ts"

const config = { ...postsEnv.parse({}), SANDBOX_URL }
type Wish = { fetch?: typeof fetch; tokens?: Tokens; settings?: object }
const open = ({ fetch = sandboxFetch, tokens = memoryTokens(), settings = {} }: Wish = {}): Posts =>
  openPosts({ ...config, ...settings }, { fetch, tokens, now: () => new Date(), wait: async () => undefined })
const all = open()
const names = ["mastodon", "bluesky", "x", "pinterest"] as const
const png = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="),
  (sign) => sign.charCodeAt(0),
)
let made = 0
function note(wish: Partial<Post> = {}): Post {
  const key = `${Date.now()}-${++made}`
  return {
    title: "A dated planner",
    text: `New: a dated planner <2027> ${key} #Planner`,
    link: `http://localhost:8787/products/planner-${key}?utm_source=test&utm_medium=social`,
    alt: "Cover of the planner",
    image: { bytes: png, mediaType: "image/png", name: "cover.png" },
    idempotencyKey: `post:${key}`,
    ...wish,
  }
}
const misbehave = (vendor: string, order: object) =>
  sandboxFetch(`${SANDBOX_URL}/sandbox/misbehave/${vendor}`, { method: "POST", body: JSON.stringify(order) })

for (const name of names) {
  test(`${name}: a post with a picture is out once, can be found again and looked at`, async () => {
    const post = note()
    expect(await all[name].find(post)).toBeNull()
    const first = await all[name].post(post)
    expect(await all[name].post(post)).toEqual(first)
    expect(await all[name].find(post)).toEqual(first)
    const page = await (await sandboxFetch(first.url)).text()
    expect(page).toContain("a dated planner &lt;2027&gt;")
    expect(page).toContain(post.link.replaceAll("&", "&amp;"))
    expect(page.match(/<article/g)).toHaveLength(1)
    // A link card's picture has no alt text of its own: the card's title stands beside it.
    expect(page).toContain(name === "bluesky" ? "<strong>A dated planner</strong>" : 'alt="Cover of the planner"')
  })

  test(`${name}: an answer that was lost is found and not posted a second time`, async () => {
    const post = note()
    const path = { mastodon: "/statuses", bluesky: "putRecord", x: "/2/tweets", pinterest: "/v5/pins" }[name]
    await misbehave(name, { how: "lost", path })
    await expect(all[name].post(post)).rejects.toMatchObject({ name: "PostError", retryable: true })
    const found = await all[name].find(post)
    expect(await all[name].post(post)).toEqual(found)
  })

  test(`${name}: a full window, a dead network and a wrong key say whether to try again`, async () => {
    const limited = open({ fetch: async () => new Response("{}", { status: 429, headers: { "retry-after": "7" } }) })
    await expect(limited[name].post(note())).rejects.toMatchObject({ name: "PostError", retryable: true, retryAfter: 7 })
    const dead = open({ fetch: async () => Promise.reject(new TypeError("no route")) })
    await expect(dead[name].post(note())).rejects.toMatchObject({
      retryable: true,
      message: expect.stringMatching(/could not be reached\.$/),
    })
    const url = "http://other.test"
    const settings = {
      MASTODON_URL: url,
      MASTODON_TOKEN: "wrong-token",
      BLUESKY_URL: url,
      BLUESKY_APP_PASSWORD: "wrong-password",
      X_URL: url,
      X_ACCESS_TOKEN: "wrong-token",
      PINTEREST_URL: url,
      PINTEREST_TOKEN: "wrong-token",
    }
    await expect(open({ settings })[name].post(note())).rejects.toMatchObject({ name: "PostError", retryable: false })
  })

  test(`${name}: a long text is cut at a word, and the twin's own count takes it`, async () => {
    const long = note({
      text: "Plan the whole year 🗓️ in one file – über alles. ".repeat(30),
      alt: "a".repeat(3000),
      title: "Word ".repeat(60),
    })
    expect((await all[name].post(long)).id).not.toBe("")
  })
}

test("a text that is too long ends at a word with an ellipsis, and the link is whole", () => {
  const link = "http://localhost:8787/products/planner?utm_source=mastodon"
  const text = fitPost("Plan the whole year in one file. ".repeat(30), link, 500, 23)
  expect(text.endsWith(`…\n\n${link}`)).toBe(true)
  expect(Array.from(text).length - link.length + 23).toBeLessThanOrEqual(500)
  expect(fitPost("short", link, 500)).toBe(`short\n\n${link}`)
})

test("bluesky: facets count bytes, so that tags and the link stand where they are read", () => {
  const { text, facets } = richText("Größe 🗓️ zählt #Plänner #2027 nicht", "https://shop.example/products/x?utm_source=bluesky", 300)
  const bytes = new TextEncoder().encode(text)
  const marked = facets.map(({ index, features }) => [
    new TextDecoder().decode(bytes.slice(index.byteStart, index.byteEnd)),
    features[0] && "tag" in features[0] ? features[0].tag : features[0]?.uri,
  ])
  expect(marked).toEqual([
    ["#Plänner", "Plänner"],
    ["shop.example/products/x", "https://shop.example/products/x?utm_source=bluesky"],
  ])
})

test("bluesky: a session is kept, renewed when it has expired, and its refresh token is used once", async () => {
  const tokens = memoryTokens()
  const calls: string[] = []
  const counted: typeof fetch = async (input, init) => {
    calls.push(new URL(new Request(input, init).url).pathname.split(".").at(-1) ?? "")
    return sandboxFetch(input, init)
  }
  const { bluesky } = open({ tokens, fetch: counted })
  await bluesky.post(note({ image: undefined }))
  await open({ tokens, fetch: counted }).bluesky.post(note({ image: undefined }))
  expect(calls).toEqual(["createSession", "putRecord", "putRecord"])
  await misbehave("bluesky", { how: "expired-token", path: "putRecord" })
  await bluesky.post(note({ image: undefined }))
  expect(calls.slice(3)).toEqual(["putRecord", "refreshSession", "putRecord"])
})

test("bluesky: the same key is the same record key, and a TID in form", async () => {
  const keys = await Promise.all(["a", "a", "b"].map(recordKey))
  expect(keys[0]).toBe(keys[1])
  expect(keys[0]).not.toBe(keys[2])
  for (const key of keys) expect(key).toMatch(/^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/)
})

test("x: a window that is full tells when it ends, and a spend cap is not tried again", async () => {
  const reset = Math.floor(Date.now() / 1000) + 120
  const headers = { "x-rate-limit-remaining": "0", "x-rate-limit-reset": String(reset) }
  const full = open({ fetch: async () => Response.json({ title: "Too Many Requests" }, { status: 429, headers }) })
  await expect(full.x.post(note())).rejects.toMatchObject({ retryable: true, retryAfter: expect.closeTo(120, -1) })
  const capped = open({
    fetch: async () => Response.json({ title: "CreditsDepleted", detail: "Your credits are used up" }, { status: 402 }),
  })
  await expect(capped.x.post(note())).rejects.toMatchObject({
    retryable: false,
    message: expect.stringContaining("spend cap or its credits"),
  })
})

test("x: a text's weight is twitter-text's: emoji and wide letters are 2, Latin is 1", () => {
  const cases: [string, number][] = [
    ["This is a test.", 15],
    ["日本語", 6],
    ["👨‍👩‍👧‍👦", 2],
    ["🇩🇪 – 😀", 7],
    ["Café", 4],
    ["…", 2],
  ]
  expect(cases.map(([text]) => xWeight(text.normalize("NFD")))).toEqual(cases.map(([, weight]) => weight))
})

test("x: the signature is RFC 5849's, by the example in X's own documentation", async () => {
  const keys = {
    key: "xvz1evFS4wEEPTGEFPHBog",
    secret: "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
    token: "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
    tokenSecret: "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
  }
  const status = "Hello Ladies + Gentlemen, a signed OAuth request!"
  const url = `https://api.x.com/1.1/statuses/update.json?include_entities=true&status=${encodeURIComponent(status)}`
  const header = await oauthHeader("POST", url, keys, "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", 1318622958)
  // Documented for api.twitter.com as hCtSmYh+iHYCEqBWrE7C7hYmtUk=; the host is part of what is signed.
  const before = await oauthHeader(
    "POST",
    url.replace("api.x.com", "api.twitter.com"),
    keys,
    "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
    1318622958,
  )
  expect(before).toContain('oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"')
  expect(header).not.toContain("hCtSmYh")
})

test("pinterest: the board is made once, and a good without a cover is told before any call", async () => {
  const settings = { PINTEREST_BOARD: `Board ${Date.now()}` }
  const mine = open({ settings })
  await mine.pinterest.post(note())
  await mine.pinterest.post(note())
  const auth = { authorization: "Bearer pinterest_autonomax_sandbox" }
  const boards = await (await sandboxFetch(`${SANDBOX_URL}/v5/boards?page_size=250`, { headers: auth })).text()
  expect(boards.split(settings.PINTEREST_BOARD)).toHaveLength(2)
  const never = open({ fetch: () => Promise.reject(new Error("called")) })
  await expect(never.pinterest.post(note({ image: undefined }))).rejects.toMatchObject({
    retryable: false,
    message: expect.stringContaining("no cover"),
  })
})

test("mastodon: a picture that is still being processed is waited for before it is shown", async () => {
  const states: number[] = []
  const watched: typeof fetch = async (input, init) => {
    const reply = await sandboxFetch(input, init)
    if (new Request(input, init).url.includes("/media")) states.push(reply.status)
    return reply
  }
  const { url } = await open({ fetch: watched }).mastodon.post(note({ alt: "processing takes a while" }))
  expect(states).toEqual([202, 206, 200])
  expect(await (await sandboxFetch(url)).text()).toContain('alt="processing takes a while"')
})
