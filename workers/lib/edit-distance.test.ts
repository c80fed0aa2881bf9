import { expect, test } from "vitest"
import { editDistance } from "./edit-distance.ts"

test("letters added, left out, changed or swapped count one each, and too far is too far", () => {
  expect(editDistance("planner", "planner", 2)).toBe(0)
  expect(editDistance("planer", "planner", 2)).toBe(1)
  expect(editDistance("palnner", "planner", 2)).toBe(1)
  expect(editDistance("budgte", "budget", 1)).toBe(1)
  expect(editDistance("gardning", "gardening", 2)).toBe(1)
  expect(editDistance("planner", "printer", 2)).toBe(3)
  expect(editDistance("", "ab", 2)).toBe(2)
  expect(editDistance("meal", "workbook", 2)).toBe(3)
})
