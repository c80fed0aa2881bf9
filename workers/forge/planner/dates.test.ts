import * as fc from "fast-check"
import { expect, test } from "vitest"
import { calendarOf, isoWeek, rangeOf, usWeek } from "./dates.ts"

const at = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const spec = (year: number, firstMonth = 1, weekStart: "monday" | "sunday" = "monday") => ({ year, firstMonth, weekStart, dates: [] })

test.each([
  // From the examples of ISO 8601 and calendars in print.
  ["2005-01-01", 2004, 53],
  ["2005-12-31", 2005, 52],
  ["2007-01-01", 2007, 1],
  ["2008-12-29", 2009, 1],
  ["2010-01-03", 2009, 53],
  ["2020-12-31", 2020, 53],
  ["2024-12-30", 2025, 1],
  ["2026-11-22", 2026, 47],
  ["2027-01-01", 2026, 53],
])("%s is in ISO week %i-W%i", (date, year, number) => {
  expect(isoWeek(at(date))).toEqual({ year, number })
})

test.each([
  ["2027-01-01", 2027, 1],
  ["2027-01-03", 2027, 2],
  ["2026-12-27", 2027, 1],
  ["2028-12-31", 2029, 1],
  ["2022-01-01", 2022, 1],
  ["2021-12-25", 2021, 52],
])("%s is in US week %i/%i", (date, year, number) => {
  expect(usWeek(at(date))).toEqual({ year, number })
})

test("any planner of 1970 to 2199 has each day of its twelve months once, on the right weekday, in a week of seven", () => {
  const any = fc.record({
    year: fc.integer({ min: 1970, max: 2199 }),
    firstMonth: fc.integer({ min: 1, max: 12 }),
    weekStart: fc.constantFrom("monday" as const, "sunday" as const),
  })
  fc.assert(
    fc.property(any, ({ year, firstMonth, weekStart }) => {
      const calendar = calendarOf(spec(year, firstMonth, weekStart))
      expect(calendar.days.length).toBe(leap(firstMonth <= 2 ? year : year + 1) ? 366 : 365)
      expect(new Set(calendar.days.map((day) => day.name)).size).toBe(calendar.days.length)
      expect(calendar.days.every((day, i) => i === 0 || day.at === (calendar.days[i - 1]?.at ?? 0) + 1)).toBe(true)
      expect(calendar.days.every((day) => day.weekday === new Date(Date.UTC(day.year, day.month - 1, day.date)).getUTCDay())).toBe(true)
      expect(calendar.weeks.every((week) => week.days.length === 7 && week.days[0]?.weekday === (weekStart === "monday" ? 1 : 0))).toBe(
        true,
      )
      expect(calendar.days.every((day) => calendar.weekOf(day).days.some((other) => other.at === day.at))).toBe(true)
      // Numbers rise by one, or fall back to 1 after a last week of 52 or 53 (US counting has a 53rd rarely, ISO in long years).
      expect(
        calendar.weeks.every((week, i) => {
          const before = calendar.weeks[i - 1]
          return !before || week.number === before.number + 1 || (week.number === 1 && before.number >= 52 && before.number <= 53)
        }),
      ).toBe(true)
      expect(calendar.months.map((month) => month.month)).toEqual(Array.from({ length: 12 }, (_, i) => ((firstMonth - 1 + i) % 12) + 1))
    }),
    { numRuns: 200 },
  )
})

test("a planner from September spans two years and says so; 29 February is marked only where there is one", () => {
  const school = calendarOf({ ...spec(2027, 9), dates: [{ month: 2, day: 29, label: "Leap day" }] })
  expect(school.label).toBe("2027–28")
  expect([school.days[0]?.name, school.days.at(-1)?.name]).toEqual(["d-2027-09-01", "d-2028-08-31"])
  expect(school.days.filter((day) => day.labels.length).map((day) => day.name)).toEqual(["d-2028-02-29"])
  expect(calendarOf({ ...spec(2027), dates: [{ month: 2, day: 29, label: "Leap day" }] }).days.some((day) => day.labels.length)).toBe(false)
  expect(rangeOf(calendarOf(spec(2027)).weeks[0]?.days ?? [])).toBe("28 December 2026 – 3 January 2027")
})
