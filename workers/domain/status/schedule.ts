/**
 * The scheduled jobs, in the order in which they run. `cron` is the line of wrangler.toml that wakes a job, `next` when it is due: a
 * line may wake a job that is due at some of its firings only, so that five lines are enough (an account without a plan has no more).
 */
export type Schedule = {
  name: string
  cron: (typeof lines)[keyof typeof lines]
  every: string
  next(now: Date): Date
  /** Firings that nobody was there for: each of the last seven is made up for, the last one is, or none since the next one does it all. */
  catchUp: "all" | "latest" | "none"
  /** A run that takes longer is stopped. */
  minutes: number
}

const lines = {
  fives: "*/5 * * * *",
  halves: "*/30 * * * *",
  hours: "0 * * * *",
  nights: "0 1 * * *",
  weeks: "0 3 * * 1",
} as const

const minutes = (step: number) => (now: Date) => new Date((Math.floor(now.getTime() / (step * 60_000)) + 1) * step * 60_000)

const nightly = (hour: number) => (now: Date) => {
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hour))
  return next > now ? next : new Date(next.getTime() + 86_400_000)
}

const mondays = (hour: number) => (now: Date) => {
  const next = nightly(hour)(now)
  return new Date(next.getTime() + ((8 - next.getUTCDay()) % 7) * 86_400_000)
}

type When = Pick<Schedule, "cron" | "every" | "next" | "catchUp" | "minutes">
const fives = { cron: lines.fives, every: "5 minutes", next: minutes(5), catchUp: "none", minutes: 4 } as const satisfies When
const halves = { cron: lines.halves, every: "30 minutes", next: minutes(30), catchUp: "none", minutes: 10 } as const satisfies When
const hours = { cron: lines.hours, every: "hour", next: minutes(60), catchUp: "none", minutes: 10 } as const satisfies When
const nights = { cron: lines.nights, every: "night, 01:00 UTC", next: nightly(1), catchUp: "latest", minutes: 10 } as const satisfies When
/** The hourly line wakes these too. */
const late = { cron: lines.hours, every: "night, 02:00 UTC", next: nightly(2), catchUp: "latest", minutes: 12 } as const satisfies When
const weeks = {
  cron: lines.weeks,
  every: "week, Monday 03:00 UTC",
  next: mondays(3),
  catchUp: "latest",
  minutes: 12,
} as const satisfies When

export const schedules = [
  { name: "outbox", ...fives },
  { name: "webhook-retries", ...fives },
  { name: "recover", ...fives },
  { name: "seal", ...fives },
  { name: "pull-sales", ...halves },
  { name: "listing-health", ...halves },
  { name: "directors", ...halves },
  { name: "ad-spend", ...hours },
  { name: "rollouts", ...hours },
  { name: "abandoned-carts", ...hours },
  { name: "support-triage", ...hours },
  { name: "render-retries", ...hours },
  { name: "expire-carts", ...hours },
  { name: "reconcile-payments", ...hours },
  { name: "re-embed", ...hours },
  { name: "contract-watch", ...late },
  { name: "listing-health-deep", ...late },
  // One idea a night: three nights away are three ideas.
  { name: "trend-ingest", ...nights, catchUp: "all" },
  { name: "price-check", ...nights },
  { name: "measure", ...nights },
  { name: "evals", ...nights },
  { name: "experiments", ...nights },
  { name: "improve", ...nights },
  { name: "backup", ...late },
  { name: "tidy", ...weeks },
  { name: "drift", ...weeks },
  { name: "restore-drill", ...weeks },
] as const satisfies Schedule[]
export type JobName = (typeof schedules)[number]["name"]

/** The times at which a job was due after `from`, up to and with `until`, oldest first: the last `most` of them. */
export function dueBetween({ next }: Pick<Schedule, "next">, from: Date, until: Date, most: number): Date[] {
  const times: Date[] = []
  for (let at = next(from); at <= until; at = next(at)) {
    times.push(at)
    if (times.length > most) times.shift()
  }
  return times
}

/** A firing that is younger than this was not missed: the line that it belongs to is at work. */
export const freshMs = 10 * 60_000
const longestAwayMs = 30 * 86_400_000

/**
 * What a job has to make up for. `line` is the line that fired, null for all; `last` the last firing that it ran for, or when the
 * shop first heard of the job.
 */
export function dueTimes(schedule: Schedule, last: Date, now: Date, line: string | null): Date[] {
  const { catchUp, cron } = schedule
  const own = line === null || line === cron
  const until = own ? now : new Date(now.getTime() - freshMs)
  const from = new Date(Math.max(last.getTime(), now.getTime() - (catchUp === "none" ? freshMs : longestAwayMs)))
  return dueBetween(schedule, from, until, catchUp === "all" ? 7 : 1)
}
