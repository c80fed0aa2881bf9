import { expect, test } from "vitest"
import { compare, missing } from "./regression.ts"

test("a metric that loses more than a hundredth is worse; one that wins or is new is not", () => {
  const changes = compare({ a: 0.98, b: 0.995, c: 1, d: 0.5 }, { a: 1, b: 1, c: 0.9 })
  expect(changes.filter(({ worse }) => worse).map(({ metric }) => metric)).toEqual(["a"])
  expect(changes.find(({ metric }) => metric === "d")?.accepted).toBeNull()
})

test("what the accepted run had and this one lacks is named", () => {
  expect(missing({ a: 1 }, { a: 1, b: 2 })).toEqual(["b"])
})
