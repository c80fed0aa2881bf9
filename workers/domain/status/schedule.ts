/** The scheduled jobs by the cron line that wakes them (wrangler.toml); workers/jobs/index.ts has what they do. */
export type Schedule = { name: string; cron: string; every: string; next(now: Date): Date }

const minutes = (step: number) => (now: Date) => new Date((Math.floor(now.getTime() / (step * 60_000)) + 1) * step * 60_000)

const nightly = (hour: number) => (now: Date) => {
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hour))
  return next > now ? next : new Date(next.getTime() + 86_400_000)
}

const mondays = (hour: number) => (now: Date) => {
  const next = nightly(hour)(now)
  return new Date(next.getTime() + ((8 - next.getUTCDay()) % 7) * 86_400_000)
}

export const schedules = [
  { name: "outbox", cron: "*/5 * * * *", every: "5 minutes", next: minutes(5) },
  { name: "webhook-retries", cron: "*/5 * * * *", every: "5 minutes", next: minutes(5) },
  { name: "recover", cron: "*/5 * * * *", every: "5 minutes", next: minutes(5) },
  { name: "pull-sales", cron: "*/30 * * * *", every: "30 minutes", next: minutes(30) },
  { name: "listing-health", cron: "*/30 * * * *", every: "30 minutes", next: minutes(30) },
  { name: "ad-spend", cron: "0 * * * *", every: "hour", next: minutes(60) },
  { name: "expire-carts", cron: "0 * * * *", every: "hour", next: minutes(60) },
  { name: "directors", cron: "*/30 * * * *", every: "30 minutes", next: minutes(30) },
  { name: "rollouts", cron: "0 * * * *", every: "hour", next: minutes(60) },
  { name: "trend-ingest", cron: "0 1 * * *", every: "night, 01:00 UTC", next: nightly(1) },
  { name: "measure", cron: "0 1 * * *", every: "night, 01:00 UTC", next: nightly(1) },
  { name: "experiments", cron: "0 1 * * *", every: "night, 01:00 UTC", next: nightly(1) },
  { name: "improve", cron: "0 1 * * *", every: "night, 01:00 UTC", next: nightly(1) },
  { name: "contract-watch", cron: "0 2 * * *", every: "night, 02:00 UTC", next: nightly(2) },
  { name: "listing-health-deep", cron: "0 2 * * *", every: "night, 02:00 UTC", next: nightly(2) },
  { name: "tidy", cron: "0 3 * * 1", every: "week, Monday 03:00 UTC", next: mondays(3) },
  { name: "drift", cron: "0 3 * * 1", every: "week, Monday 03:00 UTC", next: mondays(3) },
  { name: "reconcile-payments", cron: "0 * * * *", every: "hour", next: minutes(60) },
  { name: "re-embed", cron: "0 * * * *", every: "hour", next: minutes(60) },
] as const satisfies Schedule[]
export type JobName = (typeof schedules)[number]["name"]
