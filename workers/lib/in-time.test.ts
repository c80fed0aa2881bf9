import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { inTime } from "./in-time.ts"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test("work that ends in time leaves no timer, whichever way it ends", async () => {
  expect(await inTime(Promise.resolve(1), 2500, () => "late")).toBe(1)
  await expect(inTime(Promise.reject(new Error("broken")), 2500, () => "late")).rejects.toThrow("broken")
  expect(vi.getTimerCount()).toBe(0)
})

test("work that does not end is given up", async () => {
  const given = inTime(new Promise<number>(() => {}), 2500, () => "late")
  await vi.advanceTimersByTimeAsync(2500)
  expect(await given).toBe("late")
})
