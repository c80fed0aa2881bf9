import { expect, test } from "vitest"
import { withoutMisspelt } from "./misspelt.ts"

const left = (searches: Record<string, number>) =>
  withoutMisspelt(Object.entries(searches).map(([subject, asked]) => ({ subject, asked }))).map(({ subject }) => subject)

test("a slip of a more frequent search is no demand of its own; another year, another word and a tie are", () => {
  expect(left({ "craft business": 20, "craft busienss": 4, "craft bussines": 3 })).toEqual(["craft business"])
  expect(left({ "garden planner": 5, "garden planer": 9 })).toEqual(["garden planer"])
  expect(left({ "planner 2026": 9, "planner 2027": 3 })).toEqual(["planner 2026", "planner 2027"])
  expect(left({ "wedding planner": 9, "reading planner": 3 })).toEqual(["wedding planner", "reading planner"])
  expect(left({ yoga: 3, yogi: 3 })).toEqual(["yoga", "yogi"])
})
