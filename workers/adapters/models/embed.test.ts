import { expect, test } from "vitest"
import { cosine, hashEmbedder } from "./embed.ts"

const near = (a: string, b: string): number => {
  const [one, other] = hashEmbedder.embed([a, b])
  return one && other ? cosine(one, other) : Number.NaN
}

test("vectors have length one, are the same every time, and a text without words has none", () => {
  const [vector, again, none] = hashEmbedder.embed(["meal planner for families", "meal planner for families", "…"])
  expect(vector).toHaveLength(256)
  expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5)
  expect(again).toEqual(vector)
  expect(Math.hypot(...(none ?? [Number.NaN]))).toBe(0)
})

test("the same words in another form are nearer than other words of the same trade", () => {
  expect(near("house plants", "House-plant")).toBeCloseTo(1, 5)
  expect(near("weekly meal planning", "meal planning")).toBeGreaterThan(0.7)
  expect(near("weekly meal planning", "debt payoff tracker")).toBeLessThan(0.3)
})
