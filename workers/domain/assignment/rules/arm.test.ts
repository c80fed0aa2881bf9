import { expect, test } from "vitest"
import { armAt, placeOf, unitOf } from "./arm.ts"

test("visitors fall to the arms in the planned parts, the same ones every time, and otherwise in every experiment", async () => {
  const visitors = Array.from({ length: 4000 }, (_, n) => `visitor-${n}`)
  const arms = async (experiment: string) => {
    const units = await Promise.all(visitors.map((visitor) => unitOf(experiment, visitor)))
    return units.map((unit) => armAt(placeOf(unit), { control: 0.5, a: 0.4, b: 0.1, gone: 0 }))
  }
  const [first, again, other] = [await arms("A/B-001"), await arms("A/B-001"), await arms("A/B-002")]
  const part = (list: string[], arm: string) => list.filter((one) => one === arm).length / list.length
  expect(first).toEqual(again)
  for (const [arm, share] of [
    ["control", 0.5],
    ["a", 0.4],
    ["b", 0.1],
  ] as const)
    expect(Math.abs(part(first, arm) - share)).toBeLessThan(0.03)
  expect(part(first, "gone")).toBe(0)
  // Of those who saw the control in one experiment half see it in the next: the two do not move together.
  const both = first.filter((arm, n) => arm === "control" && other[n] === "control").length / visitors.length
  expect(Math.abs(both - 0.25)).toBeLessThan(0.03)
  expect(armAt(0.999_999_9, { control: 0.333_333, a: 0.333_333, b: 0.333_333 })).toBe("control")
  expect(() => armAt(0.2, { control: 0 })).toThrow("No arm")
})
