import { and, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { audit, posts } from "#schemas/tables/index.ts"
import { codeOf, network, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { SANDBOX_URL } from "#workers/test/sandbox.ts"
import { promotion } from "./index.ts"

const ctx = testCtx()
const names = Object.keys(ctx.posts)
const { productId, slug } = await make.liveProduct(ctx, { category: "Announcing" })
const rowOf = async (name: string) =>
  (
    await ctx.db
      .select()
      .from(posts)
      .where(and(eq(posts.productId, productId), eq(posts.network, name)))
  )[0]

test("a live product is announced once a network, with its cover and a link that says where it was clicked", async () => {
  for (const name of names) {
    const first = await promotion.announce(ctx, { productId, network: name })
    expect(first).toMatchObject({ network: name, mode: "sandbox", ok: true, problem: null })
    expect(await promotion.announce(ctx, { productId, network: name })).toEqual(first)
    const page = await (await network(first.url ?? "")).text()
    expect(page).toContain(`/products/${slug}?utm_source=${name}&amp;utm_medium=social&amp;utm_campaign=launch-${slug}`)
    expect(page).toMatch(/<img src="[^"]+" alt="/)
    expect(await rowOf(name)).toMatchObject({ remoteUrl: first.url, error: null })
  }
  const traces = await ctx.db.select().from(audit).where(eq(audit.subject, productId))
  expect(traces.filter(({ operation }) => operation === "promotion.announce")).toHaveLength(names.length)
})

test("a network that refuses is reported in a sentence; its next try finds what may be out", async () => {
  const made = await make.liveProduct(ctx, { category: "Announcing again" })
  const order = { how: "lost", path: "/2/tweets" }
  await network(`${SANDBOX_URL}/sandbox/misbehave/x`, { method: "POST", body: JSON.stringify(order) })
  const lost = await promotion.announce(ctx, { productId: made.productId, network: "x" })
  expect(lost).toMatchObject({ ok: false, url: null, retryable: true, problem: expect.stringMatching(/^X answered 502: .+\.$/) })
  const found = await promotion.announce(ctx, { productId: made.productId, network: "x" })
  expect(found.ok).toBe(true)
  const timeline = await (await network(`${SANDBOX_URL}/x`)).text()
  expect(timeline.split(`/products/${made.slug}?`).length - 1).toBe(2)
})

test("what is not on sale is not announced, nor is anything on a network that there is not", async () => {
  const draft = await make.draft(ctx, { category: "Not yet" })
  expect(await codeOf(promotion.announce(ctx, { productId: draft.productId, network: "x" }))).toBe("conflict")
  expect(await codeOf(promotion.announce(ctx, { productId, network: "myspace" }))).toBe("invalid network")
})
