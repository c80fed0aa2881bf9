import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { controlArm } from "#schemas/experiment.ts"
import { drafts, experimentDays, experiments, proposals, rollouts } from "#schemas/tables/index.ts"
import { agent, delegate } from "#workers/context.ts"
import { assetWrites, storeFiles } from "#workers/domain/asset/index.ts"
import { experiment } from "#workers/domain/experiment/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { product } from "#workers/domain/product/index.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make, type MadeDraft } from "#workers/test/make.ts"
import { picture } from "#workers/test/picture.ts"
import { shelfOf } from "#workers/test/proposals.ts"
import { proposal } from "./index.ts"

const day = 86_400
const time = clock("2027-02-01T09:00:00Z")
const ctx = testCtx({ now: time.now })
const shop = ctx.as(actors.shopper)
const [cca, cpa] = [ctx.as(agent("cca")), ctx.as(agent("cpa"))]
const analyst = ctx.as(delegate("cca", "revenue-analyst", "experiment.end"))
const shelf = (productId: string) => shelfOf(ctx, productId)

/** An experiment that has run and been won by evidence, as the nightly job leaves it. */
async function won(kind: "words" | "cover", arm: string, given?: MadeDraft) {
  const good = given ?? (await make.liveProduct(ctx))
  const { id, key } = await experiment.create(cca, { productId: good.productId, kind })
  await experiment.start(cca, { id })
  const at = time.now().toISOString().slice(0, 10)
  await ctx.db.insert(experimentDays).values([
    { experimentId: id, day: at, arm: controlArm, visitors: 2000, conversions: 40 },
    { experimentId: id, day: at, arm, visitors: 2000, conversions: 110 },
  ])
  time.pass(day)
  expect((await experiment.judge(cca, {})).judged).toContainEqual({ key, action: "ship", reason: expect.stringContaining("better") })
  const { filed } = await proposal.winners(analyst, {})
  const mine = (await Promise.all(filed.map((one) => proposal.view(ctx, { id: one })))).find((one) => one.proposal.source === id)
  if (!mine) throw new Error("Its winner was not proposed.")
  return { good, experimentId: id, key, filed: mine.proposal }
}
async function carried(id: string) {
  await proposal.vote(cca, { id })
  expect((await proposal.vote(cpa, { id })).status).toBe("accepted")
  await proposal.apply(cca, { id })
}

test("what won is proposed once, with the measured effect, voted on, applied as shown, shown to one in a hundred, and taken back whole", async () => {
  const { good, experimentId, key, filed } = await won("words", "words-b")
  const { id, diff } = filed
  const [draft] = await ctx.db.select().from(drafts).where(eq(drafts.id, good.draftId))
  const [a, b] = [draft?.variants[0]?.copy, draft?.variants[1]?.copy]
  expect((await shelf(good.productId))?.title).toBe(good.title)
  expect(filed).toMatchObject({
    kind: "words",
    author: "agent:revenue-analyst",
    status: "open",
    predicted: { metric: "conversion_rate", change: 0.035, because: expect.stringContaining("110 of 2000 bought, and 40 of 2000") },
    kill: { metric: "refund_rate" },
  })
  expect(diff).toContainEqual({ target: "product.title", from: a?.title, to: b?.title })
  expect(diff).toContainEqual({ target: "product.description", from: a?.description, to: b?.description })
  await proposal.winners(analyst, {})
  expect(await ctx.db.$count(proposals, eq(proposals.source, experimentId))).toBe(1)
  expect(await codeOf(proposal.winners(ctx.as(agent("revenue-analyst")), {}))).toBe("forbidden")
  await carried(id)
  expect(await shelf(good.productId)).toMatchObject({ title: b?.title, draft: { chosen: "B", copy: b } })
  expect((await proposal.view(ctx, { id })).rollout).toMatchObject({ way: "visitors", percent: 1, status: "running" })
  expect((await experiment.view(ctx, { id: experimentId })).saying).toContain("shown step by step")
  // Ninety-nine of a hundred still read all the words that were there before.
  const pages = await Promise.all(
    Array.from({ length: 30 }, (_, n) => product.page(shop, { slug: good.slug, visitor: `winner-${n}-${id.slice(-6)}` })),
  )
  expect(pages.filter(({ copy }) => copy.title === a?.title && copy.description === a.description).length).toBeGreaterThan(25)
  expect((await product.page(shop, { slug: good.slug })).copy).toEqual(a)
  await proposal.rollback(cca, { id, reason: "Who saw it asked for the money back." })
  expect(await shelf(good.productId)).toMatchObject({ title: a?.title, draft: { chosen: "A", copy: a } })
  expect(key).toMatch(/^A\/B-/)
})

test("a cover that won goes up by vote, and the old one comes back", async () => {
  const good = await make.liveProduct(ctx)
  const bytes = new Uint8Array([...(await picture(1000, 1000)), ...new TextEncoder().encode(`second of ${good.productId}`)])
  const file = { name: "cover-b.png", role: "cover" as const, mediaType: "image/png", bytes, alt: "The other cover" }
  const made = { composer: "embedded:composer", prompt: "x@1", sources: [], madeAt: ctx.now().toISOString() }
  const [stored] = await storeFiles(ctx, good.productId, good.draftId, [file], made)
  if (!stored) throw new Error("The cover was not stored.")
  await ctx.commit({ writes: assetWrites(ctx, [{ ...stored, position: 90 }]), audit: { operation: "test.make", subject: good.productId } })
  const old = (await shelf(good.productId))?.coverAsset
  const { filed } = await won("cover", "cover-2", good)
  expect(filed.diff).toEqual([{ target: "product.cover", from: old, to: stored.id }])
  await carried(filed.id)
  expect((await shelf(good.productId))?.coverAsset).toBe(stored.id)
  const [before, after] = [old, stored.id].map((one) => one ?? "")
  const hashOf = async () => (await product.page(shop, { slug: good.slug, visitor: `cover-${filed.id.slice(-9)}` })).gallery[0]?.url
  const held = await hashOf()
  await proposal.rollback(cca, { id: filed.id, reason: "The old one was liked better." })
  expect((await shelf(good.productId))?.coverAsset).toBe(before)
  // Who was not in the first hundredth had seen the old cover all the while.
  expect([await hashOf(), before === after]).toEqual([held, false])
})

test("a shelf that was changed meanwhile overtakes the winner, before the vote and after it", async () => {
  const { good, filed } = await won("words", "words-b")
  await listing.revise(ctx, { slug: good.slug, title: "A title that a person typed" })
  await proposal.vote(cca, { id: filed.id })
  await proposal.vote(cpa, { id: filed.id })
  await expect(proposal.apply(cca, { id: filed.id })).rejects.toThrow(/stale.*product.title is "A title that a person typed"/)
  expect((await shelf(good.productId))?.title).toBe("A title that a person typed")
  expect(await ctx.db.$count(rollouts, eq(rollouts.proposalId, filed.id))).toBe(0)
  const late = await make.liveProduct(ctx)
  const { id, key } = await experiment.create(cca, { productId: late.productId, kind: "title" })
  await ctx.db
    .update(experiments)
    .set({ status: "ended", outcome: "won", reason: "better", winner: "title-b", endedAt: ctx.now() })
    .where(eq(experiments.id, id))
  await listing.revise(ctx, { slug: late.slug, title: "Another title that a person typed" })
  const looked = await proposal.winners(analyst, {})
  expect(looked.overtaken).toContain(key)
  expect(await ctx.db.$count(proposals, eq(proposals.source, id))).toBe(0)
})
