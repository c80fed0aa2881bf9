import { expect, test } from "vitest"
import { experimentPolicy } from "#seeds/policies/index.ts"
import { allocate } from "./allocate.ts"
import { liveBandit, type BanditWorld } from "./bandit-worlds.ts"

const limits = { ...experimentPolicy.bandit, draws: 1000 }
const worlds = (count: number, change: Partial<BanditWorld>) =>
  Array.from({ length: count }, (_, seed) => liveBandit({ seed, visitorsADay: 1500, rates: [0.02, 0.02, 0.02, 0.026], limits, ...change }))
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test("a bandit finds the best of four arms and misses fewer orders on the way than equal parts", () => {
  const fates = worlds(40, {})
  expect(fates.filter(({ allocation }) => allocation.winner === "arm-3").length).toBeGreaterThanOrEqual(36)
  expect(mean(fates.map(({ regret }) => regret)) / mean(fates.map(({ even }) => even))).toBeLessThan(0.7)
})

test("an arm whose orders come back is dropped whatever it sells", () => {
  const fates = worlds(40, { rates: [0.02, 0.024, 0.02], refundRate: 0.05, refundLift: 5 })
  expect(fates.filter(({ allocation }) => allocation.shares["arm-1"] === 0).length).toBeGreaterThanOrEqual(34)
  expect(fates.filter(({ allocation }) => allocation.winner === "arm-1").length).toBeLessThanOrEqual(6)
})

test("the same figures give the same shares; every arm that is in keeps its least share, and all add up to one", () => {
  const arms = ["control", "a", "b"]
  const day = {
    day: "2027-01-01",
    arms: { control: { visitors: 900, conversions: 9, refunds: 0 }, a: { visitors: 900, conversions: 60, refunds: 0 } },
  }
  const input = { key: "A/B-007", control: "control", arms, limits, days: [day] }
  const first = allocate.decide(input)
  expect(allocate.decide(input)).toEqual(first)
  expect(first).toMatchObject({ action: "continue", winner: null })
  expect(Object.values(first.shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
  expect(Math.min(...Object.values(first.shares))).toBeGreaterThanOrEqual(limits.leastShare)
  expect(allocate.decide({ ...input, days: [] }).shares["control"]).toBeCloseTo(1 / 3, 1)
})
