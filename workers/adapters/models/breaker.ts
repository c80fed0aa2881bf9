type State = { failures: number; openUntil: number; trial: boolean }

const tripAfter = 4
export const restMs = 30_000

/**
 * Keeps a failing provider from being asked again and again. After four failures in a row it rests for half a minute; then
 * one call tries it. One breaker lives as long as its isolate.
 */
export function breaker() {
  const states = new Map<string, State>()
  return {
    /** Whether this provider may be asked now. After its rest exactly one caller hears yes. */
    allows(name: string, now: number): boolean {
      const state = states.get(name)
      if (!state || state.failures < tripAfter) return true
      if (now < state.openUntil || state.trial) return false
      state.trial = true
      return true
    },
    succeeded: (name: string): void => void states.delete(name),
    /** `final`: a wrong key will not be right in a moment, so the rest begins at once. True when it rests now. */
    failed(name: string, now: number, final: boolean): boolean {
      const failures = final ? tripAfter : (states.get(name)?.failures ?? 0) + 1
      states.set(name, { failures, openUntil: now + restMs, trial: false })
      return failures >= tripAfter
    },
    /** The one caller that was let through has not asked after all; the next one may. */
    unasked(name: string): void {
      const state = states.get(name)
      if (state) state.trial = false
    },
    resting: (name: string, now: number): boolean => {
      const state = states.get(name)
      return state !== undefined && state.failures >= tripAfter && now < state.openUntil
    },
  }
}
export type Breaker = ReturnType<typeof breaker>

/** The breaker that the contexts of one isolate share. */
export const sharedBreaker: Breaker = breaker()
