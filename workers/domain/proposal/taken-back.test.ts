import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { changes, flags, operatorLetters, products, proposals, rollouts } from "#schemas/tables/index.ts"
import type { DirectorKey } from "#schemas/org.ts"
import { agent } from "#workers/context.ts"
import { listing } from "#workers/domain/listing/index.ts"
import { clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { cheaper, fileChange, priceOf } from "#workers/test/proposals.ts"
import { proposal } from "./index.ts"

const time = clock("2027-05-03T09:00:00Z")
const ctx = testCtx({ now: time.now })
const as = (key: DirectorKey) => ctx.as(agent(key))

test("a change that was put back by somebody who died before writing it down is written down by the next, without a letter", async () => {
  const { id, slug, productId } = await cheaper(ctx)
  for (const key of ["cca", "cpa"] as const) await proposal.vote(as(key), { id })
  await proposal.apply(as("cca"), { id })
  await listing.revise(ctx, { slug, price: 9 })
  expect((await proposal.rollback(as("cca"), { id, reason: "It sold worse." })).status).toBe("rolled_back")
  const rows = await ctx.db.select().from(changes).where(eq(changes.subject, productId))
  expect(rows.map(({ direction, before, after }) => [direction, before, after])).toEqual([
    ["apply", { "product.price": 900 }, { "product.price": 700 }],
    ["rollback", { "product.price": 700 }, { "product.price": 900 }],
  ])
  expect(await priceOf(ctx, productId)).toBe(900)
  expect(await ctx.db.$count(operatorLetters, eq(operatorLetters.key, `rollback:${id}`))).toBe(0)
})

test("words that could not be put up leave neither a watch nor its flag behind", async () => {
  const good = await make.liveProduct(ctx)
  const diff = [{ target: "product.title", from: good.title, to: "Invoices that are paid on time" }]
  const id = (await fileChange(ctx, { kind: "words", subject: good.productId, diff })) ?? ""
  for (const key of ["cca", "cpa"] as const) await proposal.vote(as(key), { id })
  await ctx.db.update(products).set({ live: false }).where(eq(products.id, good.productId))
  expect(await codeOf(proposal.apply(as("cca"), { id }))).toBe("conflict")
  expect((await ctx.db.select().from(rollouts).where(eq(rollouts.proposalId, id)))[0]?.status).toBe("rolled_back")
  expect(await ctx.db.$count(flags, eq(flags.key, `rollout.${id}`))).toBe(0)
})

test("one change has one name: another subject, another order or a line that changes nothing makes no second vote of it", async () => {
  const lines = {
    summary: "Raise what it may cost a day.",
    predicted: { metric: "orders", change: 1, because: "It ran out of money." },
    killCriterion: "Put it back when nothing comes of it.",
    kill: { metric: "orders", comparator: "<", threshold: 1, withinDays: 7 } as const,
    rollback: "Set it back again.",
  }
  const analyst = as("coa")
  const budget = { ...lines, kind: "budget" as const, diff: [{ target: "budget.revenue-analyst", from: 1, to: 1.5 }] }
  for (const subject of ["agent:cda", "agent:revenue-analyst ", "revenue-analyst"])
    expect([subject, await codeOf(proposal.file(analyst, { ...budget, subject }))]).toEqual([subject, "invalid subject"])
  const flag = { ...lines, kind: "flag" as const, diff: [{ target: "flag.heal.shopify", from: false, to: true }] }
  expect(await codeOf(proposal.file(analyst, { ...flag, subject: "channel.shopify" }))).toBe("invalid subject")
  const { productId, title } = await make.liveProduct(ctx)
  const [row] = await ctx.db.select().from(products).where(eq(products.id, productId))
  const seoTitle = row?.draft?.copy.seoTitle
  const diff = [
    { target: "product.title", from: title, to: "Invoices that are paid on time" },
    { target: "product.seoTitle", from: seoTitle, to: "Invoices that are paid" },
  ]
  const words = { ...lines, kind: "words" as const, subject: productId }
  const { id, diffHash } = await proposal.file(analyst, { ...words, diff })
  await proposal.decide(ctx, { id, diffHash, decision: "reject", reason: "Not these words." })
  expect(await codeOf(proposal.file(analyst, { ...words, diff: diff.toReversed() }))).toBe("conflict")
  const idle = { target: "product.coverAlt", from: row?.draft?.copy.coverAlt, to: row?.draft?.copy.coverAlt }
  expect(await codeOf(proposal.file(analyst, { ...words, diff: [...diff, idle] }))).toBe("invalid diff/2/to")
  expect(await ctx.db.$count(proposals, eq(proposals.subject, productId))).toBe(1)
})

test("a no whose reason has gone before the last voter says yes is not for good", async () => {
  const { id, productId } = await cheaper(ctx)
  const other = { id: ctx.id("rollout"), proposalId: ctx.id("proposal"), subject: productId, way: "time" as const, percent: 100 }
  const now = ctx.now()
  await ctx.db.insert(rollouts).values({ ...other, status: "running", baseline: {}, stepAt: now, startedAt: now })
  expect(await proposal.vote(as("cpa"), { id })).toMatchObject({ choice: "against", status: "open" })
  await ctx.db.update(rollouts).set({ status: "done" }).where(eq(rollouts.id, other.id))
  expect(await proposal.vote(as("cca"), { id })).toMatchObject({ choice: "for", status: "rejected" })
  expect((await proposal.view(ctx, { id })).proposal.passing).toMatchObject([{ by: "time" }])
  time.pass(15 * 86_400)
  expect(
    await fileChange(ctx, { kind: "price", subject: productId, diff: [{ target: "product.price", from: 900, to: 700 }] }),
  ).not.toBeNull()
})
