import { expect, test } from "vitest"
import { judge, schedule } from "./rules.ts"

test("the schedule is the one of Standard Webhooks: ten attempts in 75 hours and a half", () => {
  const total = schedule.reduce((sum, seconds) => sum + seconds, 0)
  expect([schedule.length + 1, total]).toEqual([10, 75 * 3600 + 35 * 60 + 5])
  expect(judge(500, 1, undefined, 0)).toEqual({ outcome: "again", seconds: 5 })
  expect(judge(null, 9, undefined, 0)).toEqual({ outcome: "again", seconds: 86_400 })
  expect(judge(500, 10, undefined)).toEqual({ outcome: "exhausted" })
})

test("only 2xx is success; a redirect is none, 410 stops at once, and whoever asks for time gets it", () => {
  expect([200, 204, 299].map((status) => judge(status, 3, undefined).outcome)).toEqual(Array(3).fill("delivered"))
  expect([199, 301, 302, 400, 404, 500, null].map((status) => judge(status, 1, undefined).outcome)).toEqual(Array(7).fill("again"))
  expect(judge(410, 1, undefined)).toEqual({ outcome: "gone" })
  expect(judge(429, 1, 90, 1)).toEqual({ outcome: "again", seconds: 90 })
  expect(judge(503, 1, 10_000_000, 1)).toEqual({ outcome: "again", seconds: 86_400 })
})

test("no two retries come at the same moment for being equal", () => {
  const waits = Array.from({ length: 50 }, (_, n) => judge(500, 2, undefined, n / 50))
  expect(new Set(waits.map((verdict) => (verdict.outcome === "again" ? verdict.seconds : 0))).size).toBeGreaterThan(30)
})
