import { expect, test } from "vitest"
import { sandboxFetch, SANDBOX_URL } from "#workers/test/sandbox.ts"
import { fitPost, openPosts, postsEnv } from "./index.ts"

const { mastodon } = openPosts({ ...postsEnv.parse({}), SANDBOX_URL }, sandboxFetch)
const link = "http://localhost:8787/products/planner?utm_source=mastodon"
const image = { bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]), mediaType: "image/png", name: "cover.png" }

test("a post with a picture and alt text is published once per key and can be looked at", async () => {
  const post = { text: "New: a dated planner <2027>", link, alt: "Cover of the planner", image, idempotencyKey: "post:1" }
  const first = await mastodon.post(post)
  expect(await mastodon.post(post)).toEqual(first)
  const page = await (await sandboxFetch(first.url)).text()
  expect(page).toContain("a dated planner &lt;2027&gt;")
  expect(page).toContain('alt="Cover of the planner"')
  expect(page).toContain("utm_source=mastodon")
})

test("a text that is too long is cut at a word, and the link always fits", async () => {
  const long = "Plan the whole year in one file. ".repeat(30)
  const text = fitPost(long, link, 500, 23)
  expect(text.endsWith(`…\n\n${link}`)).toBe(true)
  expect(Array.from(text).length - link.length + 23).toBeLessThanOrEqual(500)
  expect(fitPost("short", link, 500)).toBe(`short\n\n${link}`)
  await mastodon.post({ text: long, link, alt: "", idempotencyKey: "post:long" })
})

test("a refusal and a dead network say whether to try again", async () => {
  const stranger = openPosts({ MASTODON_URL: "http://other.test", MASTODON_TOKEN: "wrong-token", SANDBOX_URL }, sandboxFetch)
  const post = { text: "x", link, alt: "", idempotencyKey: "post:2" }
  await expect(stranger.mastodon.post(post)).rejects.toMatchObject({ name: "PostError", retryable: false })
  const down = openPosts({ SANDBOX_URL }, async () => new Response("{}", { status: 503, headers: { "retry-after": "7" } }))
  await expect(down.mastodon.post(post)).rejects.toMatchObject({ retryable: true, retryAfter: 7 })
})
