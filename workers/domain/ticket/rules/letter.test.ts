import { expect, test } from "vitest"
import { macros } from "#seeds/macros.ts"
import { answerBy, asksMoney, filesBy, handoverLetter, letterFor, lettersFor } from "./letter.ts"

test("each state of an order has its letters, and all of them exist", () => {
  const states = ["pending", "processing", "paid", "refunded", "expired", "failed", "disputed"] as const
  for (const status of states) for (const id of lettersFor({ status })) expect(macros.has(id), id).toBe(true)
  expect(letterFor("Where are my files?", { status: "paid" })).toBe("delivery")
  expect(letterFor("The link expired", { status: "paid" })).toBe("links-renewed")
  expect(letterFor("When do my files arrive?", { status: "processing" })).toBe("eta")
  expect(letterFor("Where are my files?", { status: "failed" })).toBe("payment-failed")
  expect(letterFor("Where are my files?", { status: "refunded" })).toBeNull()
  expect(letterFor("Where is my refund?", { status: "paid" })).toBeNull()
  expect(letterFor("Does it open in Excel?", { status: "paid" })).toBeNull()
  expect([asksMoney("I want my money back"), asksMoney("I want my files back")]).toEqual([true, false])
  expect([handoverLetter(true, null), handoverLetter(true, { status: "paid" })]).toEqual(["hand-over", "refund-review"])
})

test("a promised day is the next working day, and an order that is late gets no new promise", () => {
  expect(answerBy(new Date("2026-11-19T10:00:00Z"))).toBe("2026-11-20")
  expect(answerBy(new Date("2026-11-20T10:00:00Z"))).toBe("2026-11-23")
  expect(answerBy(new Date("2026-11-21T10:00:00Z"))).toBe("2026-11-23")
  const now = new Date("2026-11-22T10:00:00Z")
  expect(filesBy({ status: "pending", placedAt: "2026-11-22T09:00:00Z" }, now)).toBe("2026-11-23")
  expect(filesBy({ status: "processing", placedAt: "2026-11-20T09:00:00Z" }, now)).toBe("2026-11-27")
  expect(filesBy({ status: "pending", placedAt: "2026-11-20T09:00:00Z" }, now)).toBeNull()
})
