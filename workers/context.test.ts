import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { z } from "zod"
import { audit, events, shopFacts } from "#schemas/tables/index.ts"
import { actors, codeOf, testCtx } from "#workers/test/ctx.ts"
import { LostRace } from "./lib/db.ts"
import { operation } from "./operation.ts"

const ctx = testCtx()
const fact = async (name: string) => (await ctx.db.select().from(shopFacts).where(eq(shopFacts.name, name)))[0]?.value
const told = (subject: string, n: number) => ({
  type: "agent.proposal" as const,
  subject,
  data: { proposalId: `prp_${n}`, author: "agent:test", kind: "price", summary: `Change ${n}`, diffHash: String(n) },
})
const rows = async (subject: string) => [
  await ctx.db.$count(audit, eq(audit.subject, subject)),
  await ctx.db.$count(events, eq(events.subject, subject)),
]

test("rows, audit and events are written together, with the actor and an unbroken sequence", async () => {
  const subject = ctx.id("product")
  const writes = [ctx.db.insert(shopFacts).values({ name: subject, value: "written" })]
  await ctx.commit({ writes, audit: { operation: "test.write", subject, detail: { n: 1 } }, events: [told(subject, 1), told(subject, 2)] })
  await ctx.commit({ audit: { operation: "test.write", subject }, events: [told(subject, 3)] })
  expect(await fact(subject)).toBe("written")
  const sequence = await ctx.db.select().from(events).where(eq(events.subject, subject)).orderBy(events.id)
  expect(sequence.map((event) => [event.sequence, event.data["proposalId"]])).toEqual([
    [1, "prp_1"],
    [2, "prp_2"],
    [3, "prp_3"],
  ])
  expect((await ctx.db.select().from(audit).where(eq(audit.subject, subject)))[0]).toMatchObject({
    actor: "operator:owner",
    operation: "test.write",
  })
})

test("a transition that matches nothing takes everything back with it", async () => {
  const subject = ctx.id("product")
  const transition = ctx.db.update(shopFacts).set({ value: "new" }).where(eq(shopFacts.name, "no such fact"))
  const writes = [ctx.db.insert(shopFacts).values({ name: subject, value: "half-written" })]
  const lost = ctx.commit({ transition, writes, audit: { operation: "test.lost", subject }, events: [told(subject, 1)] })
  await expect(lost).rejects.toBeInstanceOf(LostRace)
  expect([await fact(subject), await rows(subject)]).toEqual([undefined, [0, 0]])
})

test("of many callers of one transition one wins, and only the winner's rows and events are there", async () => {
  const subject = ctx.id("product")
  await ctx.db.insert(shopFacts).values({ name: subject, value: "open" })
  const take = (n: number) =>
    ctx
      .commit({
        transition: ctx.db
          .update(shopFacts)
          .set({ value: `taken by ${n}` })
          .where(eq(shopFacts.value, "open")),
        audit: { operation: "test.take", subject, detail: { n } },
        events: [told(subject, n)],
      })
      .then(
        () => n,
        () => null,
      )
  const winners = (await Promise.all(Array.from({ length: 20 }, (_, n) => take(n)))).filter((n) => n !== null)
  expect(winners).toHaveLength(1)
  expect([await fact(subject), await rows(subject)]).toEqual([`taken by ${winners[0]}`, [1, 1]])
})

test("a constraint that fails in the middle takes everything back too", async () => {
  const subject = ctx.id("product")
  const twice = () => ctx.db.insert(shopFacts).values({ name: subject, value: "x" })
  await expect(ctx.commit({ writes: [twice(), twice()], audit: { operation: "test.twice", subject } })).rejects.toThrow(/shop_facts/)
  expect([await fact(subject), await rows(subject)]).toEqual([undefined, [0, 0]])
})

test("all callers sign with the same secret, which is made once", async () => {
  const secrets = await Promise.all([1, 2, 3].map(() => testCtx().secret()))
  expect(new Set(secrets).size).toBe(1)
  expect(secrets[0]).toMatch(/^[0-9a-f]{64}$/)
})

const double = operation({
  name: "number.double",
  about: "Doubles a number.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ n: z.number(), deep: z.strictObject({ word: z.string().min(2) }).optional() }),
  output: z.strictObject({ n: z.number().max(100) }),
})(async (_, { n }) => ({ n: n * 2 }))

test("an operation checks who calls before what is asked, names every wrong field, and keeps its own promise", async () => {
  expect(await double(ctx, { n: 21 })).toEqual({ n: 42 })
  expect(await codeOf(double(ctx.as(actors.reader), { n: Number.NaN }))).toBe("forbidden")
  const wrong: unknown = { n: "2", deep: { word: "a", colour: 1 }, size: 3 }
  expect(await codeOf(Reflect.apply(double, null, [ctx, wrong]))).toBe("invalid n,deep/word,deep/colour,size")
  expect(await codeOf(double(ctx, { n: 51 }))).toContain("too_big")
})
