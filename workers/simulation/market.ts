import { operator, shopper, type Actor, type Ctx } from "#workers/context.ts"
import type { Embedder } from "#workers/adapters/models/embed.ts"
import { worldOf, type World } from "./assumptions.ts"
import { shopBindings, type MarketBindings } from "./bindings.ts"
import { ctxOf, settle } from "./machinery.ts"
import type { PolicyName } from "./names.ts"
import { makePopulation, type Shopper } from "./population.ts"
import { clock } from "./still.ts"

/** `plant`: a harmful change is proposed on purpose, to see that the shop takes it back. */
export type Plan = { seed: number; shoppers: number; policy: PolicyName; tick: number; plant?: "harmful" | undefined }

/** What happens later, at its time. */
type Later = { at: number; what: () => Promise<void> }

/** What shoppers did, beyond what the shop's own books say. */
export type Tally = {
  visits: number
  searchesWithoutResult: number
  carts: number
  abandoned: number
  placed: number
  declined: number
  downloads: number
  questions: number
  answeredByDesk: number
  reviews: number
  refundsAsked: number
  attacks: number
  attacksPaid: number
  refusals: Record<string, number>
}

/** What somebody wanted by words, and how the shop answered the agent that obeyed. */
export type Attack = { at: string; letter: string; tried: { what: string; outcome: string }[] }

export type Market = {
  plan: Plan
  /** Midnight of the first day, in ms. */
  start: number
  world: World
  population: Shopper[]
  tally: Tally
  attacks: Attack[]
  /** What each day ended with, by its date. */
  days: Map<string, { visits: number; orders: number; live: number }>
  /** Harm that was planted: while the good stands at this price, fewer are willing to pay it. */
  planted: { proposal: string; productId: string; price: number }[]
  later: Later[]
  nextAt: Map<string, number>
  jobs: { runs: number; failed: Record<string, string> }
  as(actor: Actor): Ctx
  buyer(): Ctx
  owner(): Ctx
  settle(): Promise<void>
  embedder(): Promise<Embedder>
}

const nothingYet = (): Tally => ({
  visits: 0,
  searchesWithoutResult: 0,
  carts: 0,
  abandoned: 0,
  placed: 0,
  declined: 0,
  downloads: 0,
  questions: 0,
  answeredByDesk: 0,
  reviews: 0,
  refundsAsked: 0,
  attacks: 0,
  attacksPaid: 0,
  refusals: {},
})

export function makeMarket(raw: MarketBindings, plan: Plan, start: number): Market {
  const env = shopBindings(raw)
  const world = worldOf(plan.seed)
  const as = (actor: Actor) => ctxOf(env, actor)
  return {
    plan,
    start,
    world,
    population: makePopulation(plan.seed, plan.shoppers, world),
    tally: nothingYet(),
    attacks: [],
    days: new Map(),
    planted: [],
    later: [],
    nextAt: new Map(),
    jobs: { runs: 0, failed: {} },
    as,
    buyer: () => as(shopper),
    owner: () => as(operator("owner")),
    settle: () => settle(raw, env),
    embedder: () => as(shopper).embedder(),
  }
}

/** Does what has come due by this time, in its order; each at its own time. */
export async function until(market: Market, time: number): Promise<void> {
  for (;;) {
    const next = market.later.reduce<Later | null>((first, one) => (one.at <= time && (!first || one.at < first.at) ? one : first), null)
    if (!next) break
    market.later.splice(market.later.indexOf(next), 1)
    clock.to(next.at)
    await next.what()
    await market.settle()
  }
  clock.to(time)
}

/** Notes what the shop refused a shopper; anything that is no refusal is a defect and ends the run. */
export function refused(market: Market, what: string, code: string): void {
  const name = `${what}: ${code}`
  market.tally.refusals[name] = (market.tally.refusals[name] ?? 0) + 1
}
