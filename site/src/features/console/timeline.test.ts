import { expect, test } from "vitest"
import { stages } from "#workers/domain/job/index.ts"
import { runStages, steps } from "./runs.ts"
import { eventNote, mergeTimeline } from "./timeline.ts"
import { duration, shortId, stamp, toneOf } from "./words.ts"

test("an event is told in words; one whose data lacks what they need is told by its type", () => {
  expect(eventNote("asset.created", { name: "planner.pdf", role: "deliverable" })).toBe("File kept: planner.pdf (deliverable)")
  expect(eventNote("asset.created", { name: "planner.pdf" })).toBe("asset.created")
  expect(eventNote("something.new", { orderId: "ord_1" })).toBe("something.new")
})

test("recorded events and live notes become one list, newest first, without what both tell", () => {
  const recorded = [{ at: "2026-11-22T10:00:00.100Z", note: "made" }]
  const live = [
    { at: "2026-11-22T10:00:00.900Z", note: "made" },
    { at: "2026-11-22T10:00:04.000Z", note: "scored" },
    { at: "2026-11-22T10:00:09.000Z", note: "made" },
  ]
  expect(mergeTimeline(recorded, live).map(({ at, note }) => `${at.slice(17, 19)} ${note}`)).toEqual(["09 made", "04 scored", "00 made"])
})

test("the console shows a run's stages as the pipeline has them", () => {
  expect([...runStages]).toEqual([...stages])
  expect(steps("gate", "waiting").map(({ state }) => state)).toEqual(["past", "past", "past", "now", "ahead", "ahead", "ahead", "ahead"])
  expect(steps("improve", "done").at(-1)).toEqual({ name: "improve", state: "past" })
})

test("times, lengths and ids fit narrow columns", () => {
  expect(stamp("2026-11-22T10:41:08.123Z")).toBe("2026-11-22 10:41")
  expect(shortId("drf_01M81EA9N1P8F79XXTJ0FWPW69")).toBe("drf_…FWPW69")
  expect(shortId("media")).toBe("media")
  const lengths = [4_000, 125_000, 3_780_000].map((ms) => duration(new Date(0).toISOString(), new Date(ms).toISOString()))
  expect(lengths).toEqual(["4 s", "2 min 05 s", "1 h 03 min"])
  expect(["live", "failed", "waiting", "withdrawn"].map(toneOf)).toEqual(["good", "bad", "busy", "plain"])
})
