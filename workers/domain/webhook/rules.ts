/** Seconds until the next attempt after the first, second … failure: the schedule that Standard Webhooks recommends, 75 hours in all. */
export const schedule = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

/** How long a rotated secret still signs. */
export const overlapMs = 24 * 3_600_000

/** An endpoint where nothing has arrived for so long is disabled once a message has used up its attempts. */
export const patienceMs = 3 * 86_400_000

export type Verdict = { outcome: "delivered" } | { outcome: "gone" } | { outcome: "exhausted" } | { outcome: "again"; seconds: number }

/**
 * What follows from an answer. 2xx is success, 410 means stop, all else is tried again by the schedule, up to a fifth later so that
 * not everything comes at once; an endpoint that asks for more time by `retry-after` gets it, up to a day.
 */
export function judge(status: number | null, attempts: number, retryAfter: number | undefined, chance = Math.random()): Verdict {
  if (status !== null && status >= 200 && status < 300) return { outcome: "delivered" }
  if (status === 410) return { outcome: "gone" }
  const wait = schedule[attempts - 1]
  if (wait === undefined) return { outcome: "exhausted" }
  return { outcome: "again", seconds: Math.round(Math.max(wait * (1 + chance * 0.2), Math.min(retryAfter ?? 0, 86_400))) }
}
