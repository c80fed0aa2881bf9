import { expect, test } from "vitest"
import { OrderStatus } from "#schemas/order.ts"
import { refreshAfter, statusWords } from "./words.ts"

const placed = "2026-11-22T09:00:00.000Z"
const after = (seconds: number) => new Date(new Date(placed).getTime() + seconds * 1000)

test("a page looks again only while money is on its way: soon at first, then every twenty seconds, not for ever", () => {
  expect(refreshAfter("pending", placed, after(0))).toBe(4)
  expect(refreshAfter("processing", placed, after(170))).toBe(4)
  expect(refreshAfter("pending", placed, after(600))).toBe(20)
  expect(refreshAfter("pending", placed, after(90_000))).toBeNull()
  for (const status of OrderStatus.options.filter((each) => each !== "pending" && each !== "processing"))
    expect(refreshAfter(status, placed, after(0)), status).toBeNull()
})

test("what promises to look again by itself does, and what says that nothing was charged was not paid", () => {
  for (const status of OrderStatus.options) {
    const says = statusWords[status].text
    expect(says.includes("by itself"), status).toBe(refreshAfter(status, placed, after(0)) !== null)
    expect(says.toLowerCase().includes("nothing was charged"), status).toBe(status === "expired" || status === "failed")
  }
})
