import type { PlannerContent } from "#schemas/content/planner.ts"

/** A day as a count from 1970-01-01, so that no clock, zone or summer time can touch it. */
export type Day = { at: number; year: number; month: number; date: number; weekday: number; name: string; labels: string[] }
export type Week = { key: string; number: number; year: number; days: Day[] }
export type Month = { key: string; year: number; month: number; days: Day[]; weeks: Week[] }
/** Every day, week and month of a planner. Weeks at both ends reach beyond the twelve months; `has` tells which days are in. */
export type Calendar = { months: Month[]; weeks: Week[]; days: Day[]; label: string; has(day: Day): boolean; weekOf(day: Day): Week }

export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
]
/** Sunday first, as `Day.weekday` counts. */
export const weekdayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

const MS = 86_400_000
const dayNumber = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / MS
const pad = (value: number) => String(value).padStart(2, "0")

export function dayAt(at: number): Day {
  const when = new Date(at * MS)
  const [year, month, date] = [when.getUTCFullYear(), when.getUTCMonth() + 1, when.getUTCDate()]
  return { at, year, month, date, weekday: when.getUTCDay(), name: `d-${year}-${pad(month)}-${pad(date)}`, labels: [] }
}

/** ISO 8601: weeks start on Monday; week 1 is the one with the year's first Thursday. */
export function isoWeek(at: number): { year: number; number: number } {
  const thursday = at - ((dayAt(at).weekday + 6) % 7) + 3
  const { year } = dayAt(thursday)
  return { year, number: 1 + Math.floor((thursday - dayNumber(year, 1, 1)) / 7) }
}

/** As US calendars count: weeks start on Sunday; week 1 is the one with January 1. */
export function usWeek(at: number): { year: number; number: number } {
  const saturday = at - dayAt(at).weekday + 6
  const { year } = dayAt(saturday)
  return { year, number: 1 + Math.floor((saturday - dayNumber(year, 1, 1)) / 7) }
}

type Spec = Pick<PlannerContent, "year" | "firstMonth" | "weekStart" | "dates">

/** The calendar of the twelve months from `firstMonth` of `year`. */
export function calendarOf({ year, firstMonth, weekStart, dates }: Spec): Calendar {
  const first = dayNumber(year, firstMonth, 1)
  const end = dayNumber(year + 1, firstMonth, 1)
  const lead = weekStart === "monday" ? (dayAt(first).weekday + 6) % 7 : dayAt(first).weekday
  const weeks: Week[] = []
  for (let start = first - lead; start < end; start += 7) {
    const days = Array.from({ length: 7 }, (_, at) => labelled(dayAt(start + at), dates))
    weeks.push({ key: `w-${days[0]?.name.slice(2)}`, ...(weekStart === "monday" ? isoWeek(start) : usWeek(start)), days })
  }
  const has = (day: Day) => day.at >= first && day.at < end
  const days = weeks.flatMap((week) => week.days).filter(has)
  const months = Array.from({ length: 12 }, (_, at): Month => {
    const month = ((firstMonth - 1 + at) % 12) + 1
    const own = days.filter((day) => day.month === month)
    const ownYear = own[0]?.year ?? year
    const ownWeeks = weeks.filter((week) => week.days.some((day) => day.month === month && day.year === ownYear))
    return { key: `m-${ownYear}-${pad(month)}`, year: ownYear, month, days: own, weeks: ownWeeks }
  })
  const label = firstMonth === 1 ? String(year) : `${year}–${String((year + 1) % 100).padStart(2, "0")}`
  const start = first - lead
  const weekOf = (day: Day) => {
    const week = weeks[Math.floor((day.at - start) / 7)]
    if (!week) throw new Error(`${day.name} is not in the planner.`)
    return week
  }
  return { months, weeks, days, label, has, weekOf }
}

// A date that a year does not have, such as 29 February, matches no day and is left out.
const labelled = (day: Day, dates: Spec["dates"]): Day => ({
  ...day,
  labels: dates.filter((each) => each.month === day.month && each.day === day.date).map((each) => each.label),
})

/** "4–10 January 2027", with as much of the first date as differs. */
export function rangeOf(days: Day[]): string {
  const [a, b] = [days[0], days.at(-1)]
  if (!a || !b) return ""
  const from = a.month === b.month ? `${a.date}` : `${a.date} ${monthNames[a.month - 1]}${a.year === b.year ? "" : ` ${a.year}`}`
  return `${from} – ${b.date} ${monthNames[b.month - 1]} ${b.year}`.replace(/^(\d+) – (\d+) /, "$1–$2 ")
}
