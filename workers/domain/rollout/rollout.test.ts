import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { flags, products, rolloutCounts, rollouts } from "#schemas/tables/index.ts"
import { agent } from "#workers/context.ts"
import { cart } from "#workers/domain/cart/index.ts"
import { flag } from "#workers/domain/flag/index.ts"
import { product } from "#workers/domain/product/index.ts"
import { fileProposal, proposal, reversed } from "#workers/domain/proposal/index.ts"
import { actors, clock, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { rolloutPolicy } from "#seeds/policies/index.ts"
import { rollout } from "./index.ts"
import { watchRollout } from "./rules/watch.ts"

const time = clock("2026-12-01T09:00:00Z")
const ctx = testCtx({ now: time.now })
const shop = ctx.as(actors.shopper)
const watch = () => rollout.watch(ctx.as(agent("coa")), {})
const title = "Invoices that are paid on time, for designers"

async function newWords() {
  const good = await make.liveProduct(ctx)
  const diff = [{ target: "product.title", from: good.title, to: title }]
  const id = await fileProposal(ctx, "agent:revenue-analyst", {
    kind: "words",
    subject: good.productId,
    summary: "Change the title.",
    diff,
    predicted: { metric: "orders", change: 1, because: "50 views without an order." },
    killCriterion: "Put it back when refunds rise.",
    kill: { metric: "refund_rate", comparator: ">", threshold: 0.2, withinDays: 28 },
    rollback: "Set the title back.",
    undo: reversed(diff),
  })
  const { proposal: filed } = await proposal.view(ctx, { id: id ?? "" })
  await proposal.decide(ctx, { id: filed.id, decision: "approve", reason: "Try it.", diffHash: filed.diffHash })
  await proposal.apply(ctx, { id: filed.id })
  return { ...good, id: filed.id }
}

test("new words go to one visitor in a hundred, then to more, each sees one title all the while, and in the end the flag is gone", async () => {
  const { id, slug, productId, title: old } = await newWords()
  const visitors = Array.from({ length: 40 }, (_, n) => `visitor-${id.slice(-8)}-${n}`)
  const look = async (visitor: string | null, count = false) => (await product.page(shop, { slug, visitor, count })).title
  const seeing = async () => {
    const seen: string[] = []
    for (const visitor of visitors) if ((await look(visitor)) === title) seen.push(visitor)
    return seen
  }
  expect(await look(null)).toBe(old)
  const early = await seeing()
  expect(early.length).toBeLessThan(5)
  for (const visitor of visitors.slice(0, 3)) await look(visitor, true)
  const [row] = await ctx.db.select().from(rollouts).where(eq(rollouts.subject, productId))
  const counted = await ctx.db
    .select()
    .from(rolloutCounts)
    .where(eq(rolloutCounts.rolloutId, row?.id ?? ""))
  expect(counted.reduce((sum, side) => sum + side.visitors, 0)).toBe(3)
  const come = (percent: number) =>
    ctx.db.insert(rolloutCounts).values({ rolloutId: row?.id ?? "", day: `2026-12-${percent}`, percent, side: "control", visitors: 60 })
  // Enough visitors, and not enough time.
  await come(1)
  expect((await watch()).stepped).toBe(0)
  for (const percent of [5, 10, 25, 50]) {
    time.pass(25 * 3600)
    await watch()
    expect((await proposal.view(ctx, { id })).rollout).toMatchObject({ percent, status: "running", way: "visitors" })
    await come(percent)
  }
  const half = await seeing()
  expect(early.filter((visitor) => !half.includes(visitor))).toEqual([])
  expect(half.length).toBeGreaterThan(8)
  expect(half.length).toBeLessThan(32)
  expect((await flag.list(ctx, {})).items.find(({ key }) => key === `rollout.${id}`)).toMatchObject({ percent: 50, value: true })
  time.pass(25 * 3600)
  await watch()
  expect(await look(null)).toBe(title)
  await come(100)
  time.pass(25 * 3600)
  expect((await watch()).finished).toBeGreaterThan(0)
  expect(await ctx.db.$count(flags, eq(flags.key, `rollout.${id}`))).toBe(0)
  const { lines } = await cart.add(shop, { cartId: null, slug, visitor: visitors[0] ?? null })
  expect(lines[0]?.title).toBe(title)
})

test("words that sell worse are taken back by evidence, whoever was watching", async () => {
  const { id, productId, title: old } = await newWords()
  const [row] = await ctx.db.select().from(rollouts).where(eq(rollouts.proposalId, id))
  const side = { rolloutId: row?.id ?? "", day: "2026-12-09", percent: 50, refunds: 0 }
  await ctx.db.insert(rolloutCounts).values([
    { ...side, side: "control", visitors: 4000, conversions: 160 },
    { ...side, side: "treatment", visitors: 4000, conversions: 60 },
  ])
  expect((await watch()).rolledBack).toContain(id)
  expect((await ctx.db.select().from(products).where(eq(products.id, productId)))[0]?.title).toBe(old)
  expect((await proposal.view(ctx, { id })).rollout).toMatchObject({
    status: "rolled_back",
    why: expect.stringContaining("buy less often"),
  })
})

test("no figure is a reason to hold, a crossed threshold to go back, and time alone steps nothing on", () => {
  const look = (change: object) =>
    watchRollout.decide({
      way: "time",
      percent: 100,
      hoursInStep: 999,
      days: [],
      kill: { metric: "refund_rate", comparator: ">", threshold: 0.2, withinDays: 28 },
      figure: 0.1,
      daysSinceStart: 30,
      policy: rolloutPolicy,
      ...change,
    }).action
  expect([look({}), look({ figure: null }), look({ daysSinceStart: 10 }), look({ figure: 0.3, daysSinceStart: 3 })]).toEqual([
    "finish",
    "hold",
    "hold",
    "roll back",
  ])
  const quiet = { visitors: 500, conversions: 10, refunds: 0 }
  const days = [{ day: "1", percent: 5, control: quiet, treatment: quiet }]
  expect([look({ way: "visitors", percent: 5, days: [] }), look({ way: "visitors", percent: 5, days })]).toEqual(["hold", "step"])
})
