import { expect, test } from "vitest"
import { rubricDimensions, type Scorecard } from "#schemas/draft.ts"
import type { Facts } from "#schemas/good.ts"
import { gatePolicy, pricePolicy } from "#seeds/policies/index.ts"
import { gate, type GateInput } from "./gate.ts"
import { priceOf } from "./price.ts"

const card = (score: number): Scorecard => ({
  rubric: "product-quality@1",
  threshold: 4,
  overall: score,
  pass: score >= 4,
  scores: rubricDimensions.map((dimension) => ({ dimension, score, why: "measured.", fixes: [], measures: {} })),
})
const good: GateInput = { scorecard: card(4.6), kind: "planner", price: { amount: 1290, currency: "USD" }, flags: [], round: 1 }
const decide = (change: Partial<GateInput>, policy = gatePolicy) => gate({ ...good, ...change }, policy)

test("a good draft passes; a poor one is repaired once and then refused with its reasons", () => {
  expect(decide({}).decision).toBe("pass")
  expect(decide({ scorecard: card(3.2) })).toMatchObject({
    decision: "repair",
    reasons: expect.arrayContaining([expect.stringContaining("readability 3.2")]),
  })
  expect(decide({ scorecard: card(3.2), round: 2 }).decision).toBe("refuse")
})

test("a flag of the policy screen refuses whatever the scores say", () => {
  expect(decide({ flags: ["title: trademark"] })).toEqual({ decision: "refuse", reasons: ["title: trademark"] })
})

test("a person decides when the policy says so, on an unusual price, and for kinds that are not listed", () => {
  expect(decide({}, { ...gatePolicy, autopass: false })).toMatchObject({ decision: "wait-for-person" })
  expect(decide({ price: { amount: 99_900, currency: "USD" } })).toMatchObject({
    decision: "wait-for-person",
    reasons: [expect.stringContaining("above")],
  })
  expect(decide({ price: { amount: 100, currency: "USD" } }).decision).toBe("wait-for-person")
  expect(decide({}, { ...gatePolicy, kinds: ["guide"] }).reasons).toEqual(["a planner needs a person's approval"])
})

const facts = (pages: number): Facts => ({
  files: 2,
  bytes: 1,
  formats: ["pdf"],
  pages: Object.fromEntries(pages > 0 ? [["a.pdf", pages]] : []),
  papers: [],
  words: 0,
  counts: {},
})

test("a price grows with the size of the good, stays in its band and leans to our own median", () => {
  const price = (pages: number, comparable: number[] = []) =>
    priceOf({ kind: "planner", facts: facts(pages), currency: "USD", comparable }, pricePolicy)
  const amounts = [0, 60, 200, 480, 5000].map((pages) => price(pages).money.amount)
  expect(amounts[1]).toBeLessThan(amounts[2] ?? 0)
  expect(amounts[2]).toBeLessThan(amounts[3] ?? 0)
  for (const amount of amounts) {
    expect(amount).toBeGreaterThanOrEqual(pricePolicy.bands.planner.low - 60)
    expect(amount).toBeLessThanOrEqual(pricePolicy.bands.planner.high + 60)
    expect(pricePolicy.endings).toContain(amount % 100)
  }
  expect(price(200, [400, 450, 500]).money.amount).toBeLessThan(price(200).money.amount)
  expect(price(200, [400, 450, 500]).why).toMatch(/200 pages place it.*median of 3 own goods, 4\.50/)
  expect(price(200, [1_000_000]).money.amount).toBeLessThanOrEqual(pricePolicy.ceiling)
})
