import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { flags, products, proposals, rolloutCounts, rollouts } from "#schemas/tables/index.ts"
import { agent } from "#workers/context.ts"
import { cart } from "#workers/domain/cart/index.ts"
import { flag } from "#workers/domain/flag/index.ts"
import { product } from "#workers/domain/product/index.ts"
import { killMetrics, proposal } from "#workers/domain/proposal/index.ts"
import { seeded } from "#workers/lib/random.ts"
import { actors, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { fileChange } from "#workers/test/proposals.ts"
import { rolloutPolicy } from "#seeds/policies/index.ts"
import { killFigure } from "./figures.ts"
import { rollout } from "./index.ts"
import { evidenceOfLoss } from "./rules/loss.ts"
import { watchRollout } from "./rules/watch.ts"

const time = clock("2026-12-01T09:00:00Z")
const ctx = testCtx({ now: time.now })
const shop = ctx.as(actors.shopper)
const watch = () => rollout.watch(ctx.as(agent("coa")), {})
const title = "Invoices that are paid on time, for designers"

async function newWords() {
  const good = await make.liveProduct(ctx)
  const kill = { metric: "refund_rate", comparator: ">", threshold: 0.2, withinDays: 28 } as const
  const diff = [{ target: "product.title", from: good.title, to: title }]
  const id = await fileChange(ctx, { kind: "words", subject: good.productId, diff, kill })
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

test("a rollout that has come to a tenth of the visitors is taken back at once when those who saw it cross its kill criterion, and not for the others", async () => {
  const { id, productId, slug, title: old } = await newWords()
  const [row] = await ctx.db.select().from(rollouts).where(eq(rollouts.proposalId, id))
  type Side = { visitors: number; conversions?: number; refunds?: number }
  const count = (percent: number, side: "control" | "treatment", figures: Side, day = `2026-12-${10 + percent}`) =>
    ctx.db.insert(rolloutCounts).values({ rolloutId: row?.id ?? "", day, percent, side, ...figures })
  const percents: number[] = []
  for (const percent of [1, 5]) {
    // The others ask for their money back as well; that is not the change's harm.
    await count(percent, "control", { visitors: 60, conversions: 9, refunds: 5 })
    await count(percent, "treatment", { visitors: 6, conversions: 4 })
    time.pass(25 * 3600)
    expect((await watch()).rolledBack).not.toContain(id)
    percents.push((await proposal.view(ctx, { id })).rollout?.percent ?? 0)
  }
  expect(percents).toEqual([5, 10])
  await count(10, "treatment", { visitors: 6, conversions: 1, refunds: 1 })
  expect((await watch()).rolledBack).not.toContain(id)
  await count(10, "treatment", { visitors: 6, conversions: 2, refunds: 2 }, "2026-12-21")
  expect((await watch()).rolledBack).toContain(id)
  const seen = await proposal.view(ctx, { id })
  expect(seen.rollout).toMatchObject({ percent: 10, status: "rolled_back", why: "refund_rate is 0.272727, and > 0.2 ends it." })
  expect(seen.proposal.status).toBe("rolled_back")
  expect(seen.changes.map(({ direction }) => direction)).toEqual(["apply", "rollback"])
  expect((await ctx.db.select().from(products).where(eq(products.id, productId)))[0]?.title).toBe(old)
  expect((await product.page(shop, { slug, visitor: "visitor-anybody" })).title).toBe(old)
  expect(await ctx.db.$count(flags, eq(flags.key, `rollout.${id}`))).toBe(0)
  // Once taken back it stays so: no later look shows it again.
  time.pass(48 * 3600)
  expect((await watch()).rolledBack).not.toContain(id)
})

test("a change that a person takes back while the watch does the same ends as taken back, not as one that could not be", async () => {
  const { id } = await newWords()
  const [row] = await ctx.db.select().from(rollouts).where(eq(rollouts.proposalId, id))
  const side = { rolloutId: row?.id ?? "", day: "2026-12-30", percent: 50, refunds: 0 }
  await ctx.db.insert(rolloutCounts).values([
    { ...side, side: "control", visitors: 4000, conversions: 160 },
    { ...side, side: "treatment", visitors: 4000, conversions: 60 },
  ])
  const cca = ctx.as(agent("cca"))
  await Promise.allSettled([watch(), ...[1, 2, 3].map(() => proposal.rollback(cca, { id, reason: "It reads worse." }))])
  await watch()
  const seen = await proposal.view(ctx, { id })
  expect([seen.proposal.status, seen.rollout?.status]).toEqual(["rolled_back", "rolled_back"])
  expect(seen.changes.map(({ direction }) => direction)).toEqual(["apply", "rollback"])
})

test("a change whose metric nobody measures keeps no other from being taken back, the job fails by it, and a new one is not filed", async () => {
  const [first, second] = [await newWords(), await newWords()]
  await ctx.db
    .update(proposals)
    .set({ kill: { metric: "orders.gros", comparator: ">", threshold: 1, withinDays: 90 } })
    .where(eq(proposals.id, first.id))
  const [row] = await ctx.db.select().from(rollouts).where(eq(rollouts.proposalId, second.id))
  const side = { rolloutId: row?.id ?? "", day: "2026-12-30", percent: 50, refunds: 0 }
  await ctx.db.insert(rolloutCounts).values([
    { ...side, side: "control", visitors: 4000, conversions: 160 },
    { ...side, side: "treatment", visitors: 4000, conversions: 60 },
  ])
  await expect(watch()).rejects.toThrow(/orders.gros/)
  expect((await proposal.view(ctx, { id: second.id })).rollout?.status).toBe("rolled_back")
  await ctx.db.update(rollouts).set({ status: "done" }).where(eq(rollouts.proposalId, first.id))
  const asked = {
    subject: second.productId,
    summary: "Other words for the same good.",
    predicted: { metric: "orders", change: 1, because: "Nobody bought it yet." },
    killCriterion: "Put it back when nobody buys.",
    rollback: "Put the old words back.",
    kind: "words" as const,
    diff: [{ target: "product.title", from: second.title, to: "Invoices that designers send on time" }],
  }
  const file = (metric: string) => proposal.file(ctx, { ...asked, kill: { metric, comparator: ">", threshold: 1, withinDays: 7 } })
  for (const metric of ["orders.gros", "evidence_of_loss"])
    expect([metric, await codeOf(file(metric))]).toEqual([metric, "invalid kill/metric"])
  expect((await file("refund_rate")).status).toBe("open")
})

test("every metric that a kill criterion may name has a figure, or none yet", async () => {
  const { productId } = await make.liveProduct(ctx)
  for (const [kind, subject] of [
    ["words", productId],
    ["price", productId],
    ["budget", "agent:cda"],
  ] as const)
    for (const metric of killMetrics(kind, subject)) {
      const row = { id: "rol_none", subject, way: kind === "words" ? ("visitors" as const) : ("time" as const), baseline: {} }
      const figure = await killFigure(ctx, { metric, comparator: ">", threshold: 1, withinDays: 7 }, row, 2)
      expect([metric, figure === null || Number.isFinite(figure)]).toEqual([metric, true])
    }
})

test("a higher price that earns less a view is proven to lose, one that earns as much hardly ever is, and no sale before proves nothing", () => {
  const before = { views: 400, revenue: 400 * 0.05 * 1000 }
  const after = (views: number, orders: number, price = 1150) => evidenceOfLoss(before, { views, orders }, price) ?? 0
  expect([after(0, 0), after(60, 0) < 20, after(150, 0) > 20, after(150, 3) < 20]).toEqual([1, true, true, true])
  expect(evidenceOfLoss({ views: 400, revenue: 0 }, { views: 90, orders: 0 }, 900)).toBeNull()
  // Looked at after every view of a price that is as good as the old one, and of one that sells a third as often.
  const worlds = (factor: number) =>
    Array.from({ length: 400 }, (_, n) => {
      const random = seeded("loss", factor, n)
      const rate = (before.revenue / before.views / 1150) * factor
      let orders = 0
      for (let views = 1; views <= 600; views++) {
        if (random.next() < rate) orders++
        if (after(views, orders) > 20) return true
      }
      return false
    }).filter(Boolean).length
  expect(worlds(1) / 400).toBeLessThanOrEqual(0.05)
  expect(worlds(1 / 3) / 400).toBeGreaterThan(0.8)
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
