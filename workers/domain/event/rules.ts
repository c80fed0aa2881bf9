/** After this many failures an event is parked: the waits before add up to about a day. */
export const mostAttempts = 16

const longestWait = 6 * 3600

/** Seconds until an event is tried again after so many failures: doubling from 2 s to 6 h, up to a tenth more or less. */
export function waitBeforeRetry(attempts: number, chance = Math.random()): number {
  return Math.max(1, Math.round(Math.min(2 ** attempts, longestWait) * (0.9 + chance * 0.2)))
}
