import { expect, test } from "vitest"
import { evidence, better, observe, openEProcess } from "#workers/lib/stats/e-process.ts"
import { liftInterval, ratioEvidence } from "#workers/lib/stats/sequential.ts"
import { judgeExperiment } from "./judge.ts"
import { live, type World } from "./worlds.ts"

const worlds = (count: number, change: Partial<World> = {}) =>
  Array.from({ length: count }, (_, seed) =>
    live({ seed, visitorsADay: 6000, rate: 0.02, lift: 1, refundRate: 0.03, refundLift: 1, mostDays: 56, ...change }),
  )
const part = (fates: ReturnType<typeof worlds>, action: string) =>
  fates.filter(({ verdict }) => verdict.action === action).length / fates.length

test("in worlds without an effect at most one change in twenty ships, though somebody looks every night", () => {
  expect(part(worlds(200), "ship")).toBeLessThanOrEqual(0.05)
  expect(part(worlds(200, { visitorsADay: 150 }), "ship")).toBeLessThanOrEqual(0.05)
})

test("a planted lift of ten per cent is found in four worlds of five", () => {
  expect(part(worlds(100, { lift: 1.1 }), "ship")).toBeGreaterThanOrEqual(0.8)
})

test("a harmful change is stopped early, and hardly ever shipped", () => {
  const fates = worlds(100, { lift: 0.8 })
  expect(fates.filter(({ verdict }) => verdict.reason === "worse").length).toBeGreaterThanOrEqual(95)
  expect(part(fates, "ship")).toBe(0)
  expect(fates.map(({ days }) => days).toSorted((a, b) => a - b)[50]).toBeLessThanOrEqual(14)
})

test("a change that sells more and comes back more often is stopped, not shipped", () => {
  const fates = worlds(100, { lift: 1.1, refundLift: 3 })
  expect(fates.filter(({ verdict }) => verdict.reason === "guardrail").length).toBeGreaterThanOrEqual(95)
  expect(part(fates, "ship")).toBeLessThanOrEqual(0.02)
})

test("an assignment that is not what was planned stops everything before any figure is read", () => {
  const limits = { alpha: 0.05, harmAlpha: 0.05, share: 0.5, mostDays: 56 }
  const day = (treatment: number) => ({
    day: "0",
    control: { visitors: 10_000, conversions: 200, refunds: 0 },
    treatment: { visitors: treatment, conversions: 600, refunds: 0 },
  })
  expect(judgeExperiment.decide({ limits, days: [day(9200)] })).toMatchObject({ action: "stop", reason: "sample ratio" })
  expect(judgeExperiment.decide({ limits, days: [day(10_010)] })).toMatchObject({ action: "ship", reason: "better" })
  expect(judgeExperiment.decide({ limits, days: [] })).toMatchObject({ action: "continue", lift: null })
})

test("the figures agree with what can be worked out by hand", () => {
  // One event in the treatment at an even share: the mean over the grid of 2r / (1 + r).
  const once = observe(openEProcess(better), { control: 0, treatment: 1 }, 0.5)
  expect(evidence(once)).toBeCloseTo(better.reduce((sum, lift) => sum + (2 * lift) / (1 + lift), 0) / better.length, 12)
  expect(observe(once, { control: 5, treatment: 0 }, 1)).toBe(once)
  expect(ratioEvidence({ control: 0, treatment: 0 }, 0.5)).toBeCloseTo(1, 9)
  expect(ratioEvidence({ control: 0, treatment: 1 }, 0.5)).toBeCloseTo(1, 9)
  const interval = liftInterval({ control: 1000, treatment: 1200 }, 0.5, 0.05)
  expect(interval?.low).toBeGreaterThan(1)
  expect(interval?.low).toBeLessThan(1.2)
  expect(interval?.high).toBeGreaterThan(1.2)
  expect(liftInterval({ control: 0, treatment: 3 }, 0.5, 0.05)?.high).toBe(1e6)
})
