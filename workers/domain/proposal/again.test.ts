import { and, eq, gt } from "drizzle-orm"
import { expect, test } from "vitest"
import type { ProposalDiff, ProposalKind } from "#schemas/proposal.ts"
import type { DirectorKey } from "#schemas/org.ts"
import { goalFigures, products, proposals } from "#schemas/tables/index.ts"
import { guardrailPolicy } from "#seeds/policies/index.ts"
import { agent } from "#workers/context.ts"
import { rollout } from "#workers/domain/rollout/index.ts"
import { clock, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { fileChange } from "#workers/test/proposals.ts"
import { proposal, settleVotes } from "./index.ts"
import { guard, passingOf } from "./rules/guard.ts"

const day = 86_400
const time = clock("2028-03-01T09:00:00Z")
const ctx = testCtx({ now: time.now })
const as = (key: DirectorKey) => ctx.as(agent(key))

const file = (subject: string, kind: ProposalKind, diff: ProposalDiff[]) => fileChange(ctx, { kind, subject, diff })
const price = (from: number, to: number): ProposalDiff[] => [{ target: "product.price", from, to }]
async function passed(id: string | null) {
  for (const key of ["cca", "cpa"] as const) await proposal.vote(as(key), { id: id ?? "" })
  await proposal.apply(as("cca"), { id: id ?? "" })
}
const view = async (id: string | null) => (await proposal.view(ctx, { id: id ?? "" })).proposal

test("refused because the price was changed just now: it may not be drafted until that has gone, and then it may, and is applied", async () => {
  const { productId } = await make.liveProduct(ctx)
  await passed(await file(productId, "price", price(900, 800)))
  await ctx.db.update(proposals).set({ status: "rolled_back" }).where(eq(proposals.subject, productId))
  const early = await file(productId, "price", price(800, 700))
  expect(await proposal.vote(as("cca"), { id: early ?? "" })).toMatchObject({ choice: "against", status: "rejected" })
  expect(await view(early)).toMatchObject({
    passing: [
      { by: "guard", why: expect.stringContaining("Another change") },
      { by: "guard", why: expect.stringContaining("less than 3 days ago") },
    ],
  })
  expect(await file(productId, "price", price(800, 700))).toBeNull()
  // What stood in the way goes: the first change's watch ends, and three days pass.
  await rollout.watch(as("coa"), {})
  expect(await file(productId, "price", price(800, 700))).toBeNull()
  time.pass(4 * day)
  const again = await file(productId, "price", price(800, 700))
  expect(again).not.toBeNull()
  await passed(again)
  expect((await view(again)).status).toBe("applied")
  // It stands before the directors or was carried out: filed once.
  expect(await file(productId, "price", price(800, 700))).toBeNull()
})

test("refused for good: below the floor, by a person, or after it was tried and taken back", async () => {
  const { productId } = await make.liveProduct(ctx)
  const low = await file(productId, "price", price(900, 200))
  await proposal.vote(as("cca"), { id: low ?? "" })
  expect(await view(low)).toMatchObject({ status: "rejected", passing: null })
  const disliked = await file(productId, "price", price(900, 850))
  const { diffHash } = await view(disliked)
  await proposal.decide(ctx, { id: disliked ?? "", decision: "reject", reason: "Not this one.", diffHash })
  const tried = await file(productId, "price", price(900, 700))
  await passed(tried)
  await proposal.rollback(as("cca"), { id: tried ?? "", reason: "It sold worse." })
  time.pass(400 * day)
  for (const to of [200, 850, 700]) expect([to, await file(productId, "price", price(900, to))]).toEqual([to, null])
})

test("a no that rests on a goal waits for the goal, one that nobody carried waits for its days, one that was overtaken for its world", async () => {
  const { productId } = await make.liveProduct(ctx)
  const goal = async (state: "met" | "missed") => {
    const on = time.now().toISOString().slice(0, 10)
    const row = { director: "cca", goal: "conversion", day: on, value: 0.01, state, at: time.now() }
    await ctx.db
      .delete(goalFigures)
      .where(and(eq(goalFigures.director, "cca"), eq(goalFigures.goal, "conversion"), eq(goalFigures.day, on)))
    await ctx.db.insert(goalFigures).values(row)
  }
  await goal("missed")
  const dearer = await file(productId, "price", price(900, 1000))
  await proposal.vote(as("cca"), { id: dearer ?? "" })
  expect(await view(dearer)).toMatchObject({
    status: "rejected",
    passing: [{ by: "goal", director: "cca", goal: "conversion", state: "missed" }],
  })
  expect(await file(productId, "price", price(900, 1000))).toBeNull()
  time.pass(day)
  await goal("met")
  const again = await file(productId, "price", price(900, 1000))
  expect(again).not.toBeNull()
  time.pass(3 * day)
  expect((await settleVotes(ctx, again ?? "")).status).toBe("rejected")
  expect(await file(productId, "price", price(900, 1000))).toBeNull()
  time.pass(15 * day)
  const third = await file(productId, "price", price(900, 1000))
  for (const key of ["cca", "cpa"] as const) await proposal.vote(as(key), { id: third ?? "" })
  await ctx.db.update(products).set({ priceAmount: 950 }).where(eq(products.id, productId))
  await expect(proposal.apply(as("cca"), { id: third ?? "" })).rejects.toThrow(/stale/)
  await ctx.db.update(products).set({ priceAmount: 900 }).where(eq(products.id, productId))
  expect(await file(productId, "price", price(900, 1000))).not.toBeNull()
  // Goals are the whole shop's, and other tests read the newest figures.
  await ctx.db.delete(goalFigures).where(gt(goalFigures.day, "2028-01-01"))
})

test("time, another change, a full house and a missing figure pass; floors, steps, margins and who may turn a flag do not", () => {
  const facts = { floor: 300, ceiling: 3900, feePerSale: 40, daysSincePrice: null, ageDays: 90, orders: 0, onSale: 9, rollouts: 0 }
  const kill = { metric: "orders", comparator: ">", threshold: 1, withinDays: 1 } as const
  const look = (kind: ProposalKind, from: unknown, to: unknown, target: string, change: object = {}, killed: typeof kill | null = kill) => {
    const given = {
      kind,
      diff: [{ target, from, to }],
      kill: killed,
      shown: kind === "price",
      policy: guardrailPolicy,
      facts: { ...facts, ...change },
    }
    return { refused: guard.decide(given).refusals.length, passing: passingOf(given).length }
  }
  const dearer = (change: object) => look("price", 900, 1000, "product.price", change)
  expect(dearer({})).toEqual({ refused: 0, passing: 0 })
  expect([dearer({ daysSincePrice: 1 }), dearer({ rollouts: 1 }), dearer({ daysSincePrice: 1, rollouts: 1 })]).toEqual([
    { refused: 1, passing: 1 },
    { refused: 1, passing: 1 },
    { refused: 2, passing: 2 },
  ])
  expect(look("price", 900, 1400, "product.price")).toEqual({ refused: 1, passing: 0 })
  expect(look("price", 900, 1000, "product.price", { feePerSale: 900 })).toEqual({ refused: 1, passing: 0 })
  expect(look("price", 900, 1000, "product.price", {}, null)).toEqual({ refused: 1, passing: 0 })
  const retire = (change: object) => look("retire", true, false, "product.live", change)
  expect([retire({ ageDays: 2 }), retire({ measured: false }), retire({ onSale: 3 }), retire({ orders: 4 })]).toEqual([
    { refused: 1, passing: 1 },
    { refused: 1, passing: 1 },
    { refused: 1, passing: 1 },
    { refused: 1, passing: 0 },
  ])
  expect(look("flag", false, true, "flag.channel.etsy")).toEqual({ refused: 1, passing: 0 })
  expect(look("experiment", "a", "b", "experiment.title", { experiments: { running: 20, most: 20 } })).toEqual({ refused: 1, passing: 1 })
  expect(look("brief", null, {}, "brief.new", { modelMoney: false })).toEqual({ refused: 1, passing: 1 })
  expect(look("brief", null, {}, "brief.new", { modelMoney: true })).toEqual({ refused: 0, passing: 0 })
})
