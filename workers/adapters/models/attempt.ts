import { restMs, type Breaker } from "./breaker.ts"
import { OverBudget, type Budget, type BudgetAnswer, type BudgetAsk } from "./budget.ts"
import { faultOf, ModelFault } from "./fault.ts"

/** Everything that surrounds a call and is not the call. */
export type Surroundings = {
  breaker: Breaker
  budget: Budget | null
  now(): number
  sleep(ms: number): Promise<void>
  random(): number
  timeoutMs: number
}
/** One piece of paid work: `run` gets a signal and whether the economical model is to be used. */
export type Work<T> = {
  provider: string
  subject: string
  spare: boolean
  /** When the caller has no more time, on the clock of `now`. */
  until: number
  worst(economy: boolean): number
  run(signal: AbortSignal, economy: boolean): Promise<T>
}
export type Tally = { attempts: number; costMicros: number }

const mostTries = 3
/** A vendor that asks for more patience than this is left for the next one on the ladder. */
const longestWait = 8000

/**
 * Runs the work with at most three tries, each with its own lease: held at the worst case, settled at the real price,
 * settled in full when nobody knows what was billed, released when nothing was. Throws `ModelFault` or `OverBudget`.
 */
export async function attempt<T extends { costMicros: number }>(work: Work<T>, around: Surroundings, tally: Tally): Promise<T> {
  for (let tries = 1; ; tries++) {
    if (!around.breaker.allows(work.provider, around.now()))
      throw new ModelFault("server-error", `${work.provider} rests after repeated failures.`)
    try {
      tally.attempts++
      const done = await once(work, around, tally)
      around.breaker.succeeded(work.provider)
      return done
    } catch (error) {
      if (error instanceof OverBudget) {
        around.breaker.unasked(work.provider)
        throw error
      }
      const fault = faultOf(error)
      const blamesProvider = fault.passing || fault.kind === "unauthorized"
      const trips = blamesProvider && around.breaker.failed(work.provider, around.now(), fault.kind === "unauthorized")
      if (trips) await unheard(around.budget?.rest(work.provider, restMs))
      if (!blamesProvider) around.breaker.succeeded(work.provider)
      const wait = fault.retryAfter ?? 250 * 2 ** (tries - 1) * (0.5 + around.random())
      if (!fault.passing || tries >= mostTries || wait > longestWait || around.now() + wait >= work.until) throw fault
      // Jitter on top of Retry-After too, or everyone who was told the same second comes back in it.
      await around.sleep(fault.retryAfter === null ? wait : wait + 250 * around.random())
    }
  }
}

async function once<T extends { costMicros: number }>(work: Work<T>, around: Surroundings, tally: Tally): Promise<T> {
  const { lease, worst, economy } = await hold(work, around.budget)
  const patience = Math.max(1, Math.min(around.timeoutMs, work.until - around.now()))
  const signal = AbortSignal.timeout(patience)
  try {
    const done = await work.run(signal, economy)
    tally.costMicros += done.costMicros
    if (lease) await unheard(around.budget?.settle(lease, done.costMicros))
    return done
  } catch (error) {
    const fault = signal.aborted ? new ModelFault("timeout", `No answer within ${patience} ms.`, { cause: error }) : faultOf(error)
    const billed = fault.costMicros ?? worst
    tally.costMicros += billed
    if (lease) await unheard(billed > 0 ? around.budget?.settle(lease, billed) : around.budget?.release(lease))
    throw fault
  }
}

async function hold<T>(work: Work<T>, budget: Budget | null): Promise<{ lease: string | null; worst: number; economy: boolean }> {
  const standard = work.worst(false)
  // What is free needs nobody's leave.
  if (standard === 0 || !budget) return { lease: null, worst: standard, economy: false }
  const cheap = work.worst(true)
  const ask = { provider: work.provider, subject: work.subject, spare: work.spare }
  const answer = await asked(budget, { ...ask, amount: standard, economy: cheap >= standard })
  if (answer.ok) return { lease: answer.lease, worst: standard, economy: false }
  if (cheap < standard && answer.cap !== "level-90") {
    const second = await asked(budget, { ...ask, amount: cheap, economy: true })
    if (second.ok) return { lease: second.lease, worst: cheap, economy: true }
    throw new OverBudget(second.cap)
  }
  throw new OverBudget(answer.cap)
}

/** A treasury that cannot be reached has not said yes. */
const asked = (budget: Budget, ask: BudgetAsk): Promise<BudgetAnswer> =>
  budget.reserve(ask).catch(() => ({ ok: false, cap: "the treasury does not answer" }))

/** A word that the treasury does not hear loses no answer: the lease expires and stays charged in full. */
const unheard = (word: Promise<void> | undefined): Promise<void> => Promise.resolve(word).catch(() => undefined)
