import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { z } from "zod"
import { decisionLinks, decisions } from "#schemas/tables/index.ts"
import { rule } from "#workers/rule.ts"
import { testCtx } from "#workers/test/ctx.ts"
import { decideBy, decision } from "./index.ts"

const ctx = testCtx()
const cheapest = rule({
  name: "test.cheapest",
  version: 1,
  about: "Takes the lower price.",
  decision: "price.change",
  input: z.strictObject({ prices: z.array(z.int()), buyer: z.string() }),
  output: z.strictObject({ price: z.int() }),
  decide: ({ prices }) => ({ price: Math.min(...prices) }),
})
async function decide(subject: string, prices: number[]) {
  const made = decideBy(ctx, cheapest, { prices, buyer: "jane@example.com" }, { subject, why: "The lower one sells." })
  await ctx.commit({ writes: [made.write], audit: { operation: "test.decide", subject } })
  return made
}

test("a decision is logged with all that it was made from, and without personal data", async () => {
  const subject = ctx.id("product")
  const { id, output } = await decide(subject, [900, 700])
  expect(output).toEqual({ price: 700 })
  const { items } = await decision.list(ctx, { subject })
  expect(items).toMatchObject([
    { id, rule: "test.cheapest", version: 1, agent: ctx.actor.id, output: { price: 700 }, decision: "price.change" },
  ])
  expect(JSON.stringify(items)).not.toContain("jane@")
})

test("sealers that run at once make one chain without a gap; a byte changed later is named", async () => {
  const made = []
  for (let n = 0; n < 30; n++) made.push(await decide(ctx.id("product"), [n + 1, n + 2]))
  await Promise.all([1, 2, 3].map(() => decision.seal(ctx, {})))
  await decision.seal(ctx, {})
  expect(await decision.verify(ctx, {})).toMatchObject({ ok: true, broken: null })
  expect(await ctx.db.$count(decisions)).toBe(await ctx.db.$count(decisionLinks))
  const victim = made[12]?.id ?? ""
  const [before] = await ctx.db.select().from(decisions).where(eq(decisions.id, victim))
  await ctx.db
    .update(decisions)
    .set({ output: { price: 14 } })
    .where(eq(decisions.id, victim))
  expect(await decision.verify(ctx, {})).toMatchObject({
    ok: false,
    broken: { decisionId: victim, why: "The decision is not what was chained." },
  })
  await ctx.db.update(decisions).set({ output: before?.output }).where(eq(decisions.id, victim))
  expect((await decision.verify(ctx, {})).ok).toBe(true)
})
