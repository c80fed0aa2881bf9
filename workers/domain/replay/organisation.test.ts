import { desc, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { decisions, jobs, listings, products, proposals } from "#schemas/tables/index.ts"
import { screenPolicy } from "#seeds/policies/index.ts"
import { agent } from "#workers/context.ts"
import { reconcile } from "#workers/domain/channel/sync.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import { actors, bindings, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { replay, why } from "./index.ts"

// A day of its own, long after every other test's.
const day = "2044-06-07"
let second = 0
const now = () => new Date(Date.parse(`${day}T08:00:00Z`) + second++ * 100)
const ctx = testCtx({ now })
const reader = testCtx({ actor: actors.reader })
const again = () => replay.run(reader, { run: day })
const about = (subject: string) => reader.db.select().from(decisions).where(eq(decisions.subject, subject))

test("a brief is screened by a rule over the policy, which lies once beside the log; what is refused is logged too", async () => {
  const { jobId } = await draft.request(ctx, { brief: { category: "Meal planning", audience: "busy parents" } })
  const [taken] = await about(jobId)
  expect(taken).toMatchObject({
    rule: "brief.screen",
    output: { allowed: true },
    input: { policy: `${screenPolicy.id}@${screenPolicy.version}` },
  })
  expect(taken?.heard).toMatchObject([{ model: `policy:${screenPolicy.id}`, output: { file: expect.stringMatching(/^[0-9a-f]{64}$/) } }])
  const before = await reader.db.$count(jobs)
  expect(await codeOf(draft.request(ctx, { brief: { category: "Fake ID templates", audience: "students" } }))).toMatch(
    /^refused_by_policy brief\//,
  )
  expect(await codeOf(draft.request(ctx, { brief: { category: "Fucking meal plans", audience: "students" } }))).toBe(
    "refused_by_policy brief/category",
  )
  expect(await reader.db.$count(jobs)).toBe(before)
  const screened = await reader.db.select().from(decisions).where(eq(decisions.rule, "brief.screen")).orderBy(desc(decisions.id)).limit(2)
  expect(screened.map(({ output }) => output)).toMatchObject([{ allowed: false, rule: "profanity" }, { allowed: false }])
  expect((await why(reader, { subject: screened[0]?.subject ?? "" })).answer).toContain("is not made (profanity, in category)")
})

test("a listing is mended by a rule, or people are asked by one; the proposal and its reason are one commit", async () => {
  const { productId, draftId, slug } = await make.liveProduct(ctx, { category: "Healing by rule" })
  await ctx.db.update(listings).set({ status: "withdrawn" }).where(eq(listings.channel, "shopify"))
  await listing.push(ctx, { productId, draftId, channel: "shopify" })
  await listing.revise(ctx, { slug, price: 13 })
  const run = { dryRun: false, limit: 10, add: false, insistent: true, seconds: 60 }
  await reconcile(ctx, "shopify", { ...run, dryRun: true })
  expect((await about(productId)).filter(({ rule }) => rule === "listing.heal")).toEqual([])
  await reconcile(ctx, "shopify", run)
  expect((await about(productId)).filter(({ rule }) => rule === "listing.heal")).toMatchObject([
    { decision: "listing.sync", output: { action: "update" } },
  ])
})

test("what an analyst proposes is a rule over the outcome, one row a proposal, and the proposal says why", async () => {
  const { productId } = await make.liveProduct(ctx, { category: "Proposed by rule" })
  const metrics = { views: 80, orders: 0, revenue: 0, refunds: 0, measuredAt: now().toISOString() }
  await ctx.db.update(products).set({ metrics }).where(eq(products.id, productId))
  const analyst = ctx.as(agent("revenue-analyst"))
  const { filed } = await proposal.draft(analyst, { productId })
  expect((await proposal.draft(analyst, { productId })).filed).toEqual([])
  expect(filed).toHaveLength(1)
  const [row] = await about(filed[0] ?? "")
  const [made] = await reader.db
    .select()
    .from(proposals)
    .where(eq(proposals.id, filed[0] ?? ""))
  expect(row).toMatchObject({
    rule: "proposal.draft",
    agent: "agent:revenue-analyst",
    output: { idea: { kind: made?.kind, diff: made?.diff } },
  })
  const told = await why(reader, { subject: filed[0] ?? "" })
  expect(told.steps[0]?.inputs).toContainEqual({ name: "views", value: "80" })
})

test("the day is made again bit for bit, with the policies that were read; a policy that is gone is named", async () => {
  const report = await again()
  expect(report).toMatchObject({ ok: true, different: [] })
  expect(report.rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["brief.screen@1", "listing.heal@1", "proposal.draft@1"]))
  const [row] = await reader.db.select().from(decisions).where(eq(decisions.run, day)).orderBy(decisions.id)
  const file = /[0-9a-f]{64}/.exec(JSON.stringify(row?.heard))?.[0] ?? ""
  const kept = await bindings.FILES.get(file)
  const bytes = await kept?.arrayBuffer()
  await bindings.FILES.delete(file)
  const without = await again()
  expect(without.ok).toBe(false)
  expect(without.different[0]?.why).toContain(`no stored text ${file}`)
  if (bytes) await bindings.FILES.put(file, bytes)
  expect((await again()).ok).toBe(true)
})
