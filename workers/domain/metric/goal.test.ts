import { expect, test } from "vitest"
import { Director } from "#schemas/org.ts"
import { z } from "zod"
import { parse } from "yaml"
import source from "#seeds/org/directors.yaml?raw"
import { clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { definitions, measureGoal } from "./index.ts"

const directors = z.array(Director).parse(parse(source))
// A time of its own: the storage is shared, and what others made is not in these days.
const time = clock("2031-03-10T09:00:00Z")
const ctx = testCtx({ now: time.now })

test("every goal of a director names a metric that exists, in its unit, and each metric answers a number or null", async () => {
  for (const { metric, unit, withinDays } of directors.flatMap(({ goals }) => goals)) {
    const definition = definitions.find(({ name }) => name === metric)
    expect(definition?.unit, metric).toBe(unit)
    const value = await measureGoal(ctx, metric, withinDays)
    expect(value === null || Number.isFinite(value), metric).toBe(true)
  }
  expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length)
  expect(await codeOf(measureGoal(ctx, "revenue.gros", 7))).toBe("not_found")
})

test("what nobody did is missing and not nought, but a shop with goods and without a sale earned nothing, which is a figure", async () => {
  for (const name of [
    "funnel.conversion",
    "orders.average",
    "refunds.rate",
    "reviews.nps",
    "support.first_answer",
    "search.without_result",
  ])
    expect(await measureGoal(ctx, name, 1), name).toBeNull()
  await make.liveProduct(ctx)
  expect(await measureGoal(ctx, "revenue.net", 1)).toBe(0)
})
