import fc from "fast-check"
import { expect, test } from "vitest"
import { modelCalls } from "#schemas/tables/index.ts"
import { ledger } from "#workers/domain/ledger/index.ts"
import { testCtx } from "#workers/test/ctx.ts"
import { bookModelCosts } from "./index.ts"
import { centsByDay } from "./rules.ts"

test("the cents of all days and the rest are the cost of all calls, however they fall", () => {
  const days = fc.array(fc.integer({ min: 0, max: 40_000_000 }), { minLength: 1 })
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 9999 }), (costs, rest) => {
      const { entries, carried } = centsByDay(
        costs.map((micros, n) => ({ day: String(n), micros })),
        { day: "", micros: rest },
      )
      const cents = entries.reduce((sum, entry) => sum + entry.cents, 0)
      expect(cents * 10_000 + carried.micros).toBe(costs.reduce((sum, micros) => sum + micros, rest))
      expect(carried.micros).toBeLessThan(10_000)
    }),
  )
})

test("model calls of finished days are booked once, and today's wait", async () => {
  // Far in the future, so that no other test's calls are in the way.
  const at = (time: string) => new Date(`2036-03-${time}Z`)
  const ctx = testCtx({ now: () => at("03T09:00:00") })
  const call = (time: string, costMicros: number) => ({
    id: ctx.id("call"),
    prompt: "brief",
    version: 1,
    model: "test:model",
    subject: "prd_books",
    tokensIn: 1,
    tokensOut: 1,
    costMicros,
    millis: 1,
    repairs: 0,
    ok: true,
    at: at(time),
  })
  await bookModelCosts(testCtx({ now: () => at("01T00:00:00") }))
  await ctx.db
    .insert(modelCalls)
    .values([call("01T08:00:00", 25_600), call("01T23:59:59", 3_000), call("02T01:00:00", 9_000), call("03T08:00:00", 90_000)])
  expect(await bookModelCosts(ctx)).toBe(2)
  expect(await bookModelCosts(ctx)).toBe(0)
  const { items } = await ledger.view(ctx, { source: "model.day", limit: 100 })
  const cents = (day: string) => items.find(({ sourceId }) => sourceId === day)?.postings.map(({ account, amount }) => [account, amount])
  const first = cents("2036-03-01")?.[0]?.[1]
  // The rest of older days is carried in, below a cent.
  expect([2, 3]).toContain(first)
  expect(cents("2036-03-02")?.map(([account]) => account) ?? []).toEqual(first === 3 ? [] : ["model-costs", "payable:models"])
  expect(cents("2036-03-03")).toBeUndefined()
})
