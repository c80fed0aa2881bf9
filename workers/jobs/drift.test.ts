import { and, desc, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { drafts, events, flags, proposals, shopFacts } from "#schemas/tables/index.ts"
import { faq } from "#seeds/faq.ts"
import { evals } from "#workers/domain/eval/index.ts"
import { flag } from "#workers/domain/flag/index.ts"
import { passage } from "#workers/domain/passage/index.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import { testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { scheduled } from "./index.ts"

const ctx = testCtx()
const passages = faq.map(({ id, question, answer }) => ({ id, title: question, text: answer, url: `/help#${id}` }))
const drifts = () => ctx.db.select().from(proposals).where(eq(proposals.kind, "drift")).orderBy(desc(proposals.id))

test("a shop that is as it was files nothing; one whose index lost its answers files one proposal, once, and its event", async () => {
  await passage.index(ctx, { source: "faq", passages })
  await make.liveProduct(ctx)
  const first = await evals.weekly(ctx, {})
  expect(Object.keys(first.metrics)).toEqual(
    expect.arrayContaining(["live.retrieval.first", "live.retrieval.five", "live.rubric", "live.safety.personal", "live.safety.nothing"]),
  )
  expect(first.worse).toEqual([])
  expect(await scheduled.drift.run(ctx)).toContain("0 worse")
  expect(await drifts()).toEqual([])

  await passage.index(ctx, { source: "faq", passages: passages.slice(0, 5) })
  expect(await scheduled.drift.run(ctx)).toMatch(/2 worse, filed as prp_/)
  expect(await scheduled.drift.run(ctx)).toMatch(/2 worse$/)
  const [filed, ...others] = await drifts()
  expect(others).toEqual([])
  expect(filed).toMatchObject({ subject: "shop", status: "open", summary: expect.stringContaining("live.retrieval.five") })
  expect(filed?.diff).toContainEqual({
    target: "eval.live.retrieval.five",
    from: first.metrics["live.retrieval.five"],
    to: expect.any(Number),
  })
  const told = await ctx.db
    .select()
    .from(events)
    .where(and(eq(events.type, "agent.proposal"), eq(events.subject, "shop")))
  expect(told.map(({ data }) => data)).toContainEqual(expect.objectContaining({ proposalId: filed?.id, kind: "drift" }))
  await passage.index(ctx, { source: "faq", passages })
})

test("the night's evals say their figures, and name what is worse only when something is", async () => {
  await ctx.db.delete(shopFacts).where(eq(shopFacts.name, "eval:weekly"))
  await passage.index(ctx, { source: "faq", passages })
  expect(await scheduled.evals.run(ctx)).toMatch(
    /^(?=.*retrieval\.five \d\.\d{3})(?=.*rubric \d)(?=.*safety\.personal 1\.000).*; nothing worse$/,
  )
  const before = (await drifts()).length
  await passage.index(ctx, { source: "faq", passages: passages.slice(0, 5) })
  expect(await scheduled.evals.run(ctx)).toMatch(/; worse: live\.retrieval\.first, live\.retrieval\.five$/)
  // A fall of one night is only said; the weekly gate files it when it has stayed.
  expect(await drifts()).toHaveLength(before)
  await passage.index(ctx, { source: "faq", passages })
  expect(await scheduled.evals.run(ctx)).toMatch(/; nothing worse$/)
})

test("a draft that today's rubric scores below what it was given at the gate is a drift; a week that was worse is no new standard", async () => {
  const { productId } = await make.liveProduct(ctx)
  const [draft] = await ctx.db.select().from(drafts).where(eq(drafts.productId, productId))
  if (!draft) throw new Error("The product has no draft.")
  await ctx.db
    .update(drafts)
    .set({ scorecard: { ...draft.scorecard, overall: 5 * 50 } })
    .where(eq(drafts.id, draft.id))
  const { worse } = await evals.weekly(ctx, {})
  expect(worse).toEqual([expect.objectContaining({ metric: "live.rubric" })])
  await ctx.db.update(drafts).set({ scorecard: draft.scorecard }).where(eq(drafts.id, draft.id))
  await passage.index(ctx, { source: "faq", passages: [] })
  const { metrics } = await evals.weekly(ctx, {})
  expect(metrics).not.toHaveProperty("live.retrieval.five")
  const [kept] = await ctx.db.select().from(shopFacts).where(eq(shopFacts.name, "eval:weekly"))
  expect(JSON.parse(kept?.value ?? "{}")).toHaveProperty("live.retrieval.five")
  await passage.index(ctx, { source: "faq", passages })
})

test("the weekly job names the flags that have had their time", async () => {
  const key = "rollout.prp_drifted"
  const long = testCtx({ now: () => new Date(ctx.now().getTime() - 40 * 86_400_000) })
  await flag.set(long, { key, value: true, percent: 100, why: "the last step" })
  expect(await scheduled.drift.run(ctx)).toMatch(new RegExp(`; flags that have had their time: .*${key}`))
  await ctx.db.delete(flags).where(eq(flags.key, key))
  expect(await scheduled.drift.run(ctx)).not.toContain(key)
})

test("who may only read measures nothing and files nothing", async () => {
  const reader = ctx.as({ kind: "key", id: "key:reader", scopes: ["shop", "read"] })
  await expect(evals.weekly(reader, {})).rejects.toThrow(/needs the scope "write"/)
  await expect(proposal.drift(reader, { worse: [{ metric: "x", now: 1, accepted: 2 }] })).rejects.toThrow(/needs the scope/)
})
