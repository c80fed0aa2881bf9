import { desc, eq } from "drizzle-orm"
import { expect, test, vi } from "vitest"
import { audit, flags, goalFigures, jobs, modelCalls, productIdeas, products, proposals, rollouts } from "#schemas/tables/index.ts"
import type { DirectorKey } from "#schemas/org.ts"
import { directors, executors } from "#seeds/org/index.ts"
import { agent, inside } from "#workers/context.ts"
import { operations } from "#workers/domain/index.ts"
import type { AnyOperation } from "#workers/operation.ts"
import { decision } from "#workers/domain/decision/index.ts"
import { flagWrite } from "#workers/domain/flag/index.ts"
import { idea } from "#workers/domain/idea/index.ts"
import { knitting } from "#workers/domain/idea/rules/fixtures.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import { rollout } from "#workers/domain/rollout/index.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { cheaper, priceOf } from "#workers/test/proposals.ts"
import { plan } from "./rules/plan.ts"
import { director } from "./index.ts"

const time = clock()
const ctx = testCtx({ now: time.now })
const wake = (key: DirectorKey) => director.wake(ctx.as(agent(key)), { cause: { kind: "schedule", about: "every night" } })

/** A list like it on another craft, with addresses and titles of its own. */
const weaving = knitting
  .replaceAll("Knitting", "Weaving")
  .replaceAll("Sock", "Scarf")
  .replaceAll("Yarn & Fibre", "Looms")
  .replaceAll(".example", ".loom.example")
  .replaceAll(/^((?:\s*- |\| )\[)/gm, "$1Woven ")
const views = (productId: string, count: number) =>
  ctx.db
    .update(products)
    .set({ metrics: { views: count, orders: 0, revenue: 0, refunds: 0, measuredAt: ctx.now().toISOString() } })
    .where(eq(products.id, productId))

test("two directors wake, vote and apply; the change is watched and taken back by its kill criterion without anybody", async () => {
  const { id, productId } = await cheaper(ctx)
  await views(productId, 50)
  const cca = await wake("cca")
  expect(cca.did.join("\n")).toContain(`Voted on ${id} (price): for, now open`)
  expect((await wake("cpa")).did.join("\n")).toContain(`Voted on ${id} (price): for, now accepted`)
  expect((await wake("cca")).did.join("\n")).toContain(`Applied ${id} (price)`)
  expect(await priceOf(ctx, productId)).toBe(700)
  expect(await ctx.db.$count(goalFigures, eq(goalFigures.director, "cca"))).toBeGreaterThan(0)
  const watch = () => rollout.watch(ctx.as(agent("coa")), {})
  expect(await codeOf(rollout.watch(ctx.as(agent("cca")), {}))).toBe("forbidden")
  await views(productId, 149)
  expect((await watch()).rolledBack).not.toContain(id)
  await views(productId, 150)
  expect((await watch()).rolledBack).toContain(id)
  expect(await priceOf(ctx, productId)).toBe(900)
  const seen = await proposal.view(ctx, { id })
  expect(seen.rollout).toMatchObject({ status: "rolled_back", why: "views_without_order is 100, and > 99 ends it." })
  expect([seen.proposal.status, seen.changes.map(({ direction, actor }) => [direction, actor])]).toEqual([
    "rolled_back",
    [
      ["apply", "agent:cca"],
      ["rollback", "agent:cca"],
    ],
  ])
  const { items } = await decision.list(ctx, { subject: id })
  expect(items.map(({ rule, agent: by }) => `${rule} ${by}`)).toEqual(
    expect.arrayContaining([
      "rollout.watch agent:coa",
      "proposal.guard agent:cca",
      "proposal.tally agent:cpa",
      "proposal.opinion agent:cca",
    ]),
  )
  await ctx.db.delete(rollouts).where(eq(rollouts.proposalId, id))
})

test("on an empty shelf the best idea becomes a brief that two others vote for, and the run starts under who answers for it", async () => {
  await ctx.db.delete(productIdeas)
  await ctx.db.delete(proposals).where(eq(proposals.kind, "brief"))
  await ctx.db.update(products).set({ live: false, stage: "withdrawn" })
  await idea.ingest(ctx, { name: "README.md", text: knitting })
  const { did } = await wake("cpa")
  expect(did.join("\n")).toContain("Proposed: ")
  const [filed] = await ctx.db.select().from(proposals).where(eq(proposals.kind, "brief"))
  const id = filed?.id ?? ""
  expect(filed).toMatchObject({ author: "agent:cpa", status: "open", undo: null })
  // One at a time, and its author has no vote.
  expect((await wake("cpa")).did.join("\n")).not.toContain(id)
  await wake("cca")
  // The vote is open for longer than an idea is kept for whoever took it; this one is spoken for.
  const night = ctx.as(inside("job", "trend-ingest"))
  time.pass(26 * 3600)
  expect((await idea.giveUp(night, {})).released).toEqual([])
  expect((await wake("cda")).did.join("\n")).toContain("now accepted")
  const cpa = ctx.as(agent("cpa"))
  expect((await director.wake(cpa, { cause: { kind: "schedule", about: "every night" } })).did.join("\n")).toContain(`Applied ${id}`)
  const [run] = await ctx.db.select().from(jobs).orderBy(desc(jobs.id)).limit(1)
  expect(run).toMatchObject({ input: { until: "improve", request: filed?.diff[0]?.to, ideaId: filed?.subject } })
  time.pass(26 * 3600)
  expect((await idea.giveUp(night, {})).released).toEqual([])
  expect((await idea.list(ctx, { status: "taken" })).items.map((one) => one.id)).toEqual([filed?.subject])
  const [trace] = await ctx.db
    .select()
    .from(audit)
    .where(eq(audit.subject, run?.id ?? ""))
  expect(trace).toMatchObject({ actor: "agent:cpa", operation: "draft.request" })
  await ctx.db.delete(productIdeas)
})

test("advice orders what the goals ask for and nothing else", () => {
  const candidates = [
    { key: "a", kind: "brief" as const, score: 5 },
    { key: "b", kind: "brief" as const, score: 9 },
    { key: "c", kind: "raise" as const, score: 99 },
  ]
  const take = (advice: string[] | null, goals: Record<string, "met" | "missed" | "unknown">) =>
    plan.decide({ director: "cpa", goals, candidates, advice, most: 2 }).take
  const missed = { shelf: "missed", quality: "unknown" } as const
  expect(take(null, missed)).toEqual(["b", "a"])
  expect(take(["a", "c", "nonsense", "a"], missed)).toEqual(["a", "b"])
  expect(take(["c"], { shelf: "met", "model-cost": "unknown" })).toEqual([])
  expect(take(null, { shelf: "unknown", "model-cost": "met" })).toEqual(["c"])
  const given = { director: "cpa" as const, goals: missed, candidates, advice: null, most: 1 }
  expect(plan.decide({ ...given, tried: ["b"] }).take).toEqual(["a"])
  expect(plan.decide({ ...given, tried: ["a", "b"] }).take).toEqual(["b"])
})

test("a director begins with what it has not proposed yet: its object remembers, and the next wake reads it", async () => {
  await ctx.db.delete(productIdeas)
  await ctx.db.delete(proposals).where(eq(proposals.kind, "brief"))
  await ctx.db.update(products).set({ live: false, stage: "withdrawn" })
  await idea.ingest(ctx, { name: "WEAVING.md", text: weaving })
  const night = () => ctx.wake("cpa", { kind: "schedule", about: "every night" })
  const did = await night()
  expect(did.join("\n")).toContain("Proposed: ")
  const first = did.find((line) => line.startsWith("Proposed: ")) ?? ""
  expect(first).toMatch(/^Proposed: ./)
  // The idea is as new as before, and the best again by its score.
  await ctx.db.delete(proposals).where(eq(proposals.kind, "brief"))
  await ctx.db.update(productIdeas).set({ status: "new" })
  const second = (await night()).find((line) => line.startsWith("Proposed: ")) ?? ""
  expect([second.startsWith("Proposed: "), second === first]).toEqual([true, false])
  await ctx.db.delete(proposals).where(eq(proposals.kind, "brief"))
  await ctx.db.delete(productIdeas)
})

test("a director asks for a model by its own role, with what it remembers, and without one it goes on by itself", async () => {
  const coa = ctx.as(agent("coa"))
  coa.models.providers.push({ name: "openai", mode: "live", model: "a-model", useFor: [], resting: false })
  const asked = vi.spyOn(coa.models, "complete").mockRejectedValue(new Error("It does not answer."))
  const cause = { kind: "schedule", about: "every night" } as const
  const report = await director.wake(coa, { cause, remembered: ["Yesterday: all goals were met."] })
  const [name, input, subject, options] = asked.mock.calls[0] ?? []
  expect([name, subject, options]).toEqual(["plan", "director:coa", { role: directors.find(({ key }) => key === "coa")?.role }])
  expect(input).toMatchObject({ director: "coa", remembered: ["Yesterday: all goals were met."] })
  expect(report).toMatchObject({ model: null, did: expect.arrayContaining(["No model answered; its own policy decided."]) })
})

test("an agent writes with the tools of its file and nothing else, and every tool is an operation", async () => {
  const all = Object.values(operations).flatMap((verbs): AnyOperation[] => Object.values(verbs))
  const names = new Set(all.map(({ spec }) => spec.name))
  for (const { key, tools } of [...directors, ...executors]) expect([key, tools.filter((tool) => !names.has(tool))]).toEqual([key, []])
  const bare = all.filter(({ spec }) => spec.scope === "write" && !spec.decision)
  for (const { key, tools } of [...directors, ...executors])
    for (const one of bare.filter(({ spec }) => !tools.includes(spec.name)))
      expect([key, one.spec.name, await codeOf(one(ctx.as(agent(key)), {} as never))]).toEqual([key, one.spec.name, "forbidden"])
})

test("an agent over its budget is told so, asks no model and goes on by its own policy", async () => {
  await ctx.commit({ writes: [flagWrite(ctx, "budget.cda", 0, "nothing left")], audit: { operation: "test", subject: "budget" } })
  const before = await ctx.db.$count(modelCalls)
  const report = await wake("cda")
  expect(report).toMatchObject({ budget: { cap: 0, over: true }, model: null })
  expect(report.did.join()).toContain("Over its model budget")
  expect(await ctx.db.$count(modelCalls)).toBe(before)
  const lease = { provider: "openai", amount: 100, subject: "director:cda", economy: true, spare: false }
  expect(await ctx.as(agent("cda")).spend.reserve(lease)).toMatchObject({ ok: false, cap: "agent" })
  expect((await ctx.as(agent("coa")).spend.reserve(lease)).ok).toBe(true)
  await ctx.db.delete(flags).where(eq(flags.key, "budget.cda"))
})

test("a director lives in its own object: it remembers its wakes, counts events in between, and only directors wake", async () => {
  const did = await ctx.wake("cca2", { kind: "operator", about: "a test" })
  expect(did[0]).toMatch(/goals/i)
  await ctx.wake("cca2", { kind: "event", about: "refund.issued ord_1" })
  expect(await ctx.mind("cca2")).toMatchObject({ director: "cca2", heard: 1, last: { cause: "a test", at: time.now().toISOString() } })
  time.pass(3600)
  await ctx.wake("cca2", { kind: "event", about: "refund.issued ord_2" })
  expect(await ctx.mind("cca2")).toMatchObject({ heard: 0, last: { cause: "refund.issued ord_2" } })
  const { items } = await director.list(ctx, {})
  expect(items).toHaveLength(10)
  expect(await codeOf(director.wake(ctx, { cause: { kind: "operator", about: "me" } }))).toBe("forbidden")
  expect(await codeOf(director.call(ctx.as(actors.job), { director: "cca" }))).toBe("forbidden")
})
