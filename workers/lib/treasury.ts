/** Whose caps a call counts against beside the day's. */
export type Scopes = { job: string | null; agent: string | null; product: string | null }
/** All amounts here are whole millionths of a US dollar. */
export type Caps = { day: number; job: number; agent: number; product: number }
/** How full the day is: nothing to say, dear models off, hosted models off where something cheaper stands below, nothing left. */
export type Level = 0 | 75 | 90 | 100
/** `economy`: the cheapest model of its provider. `spare`: a cheaper provider stands below on the ladder. `ttl` in ms. */
export type LeaseAsk = Scopes & { id: string; provider: string; amount: number; economy: boolean; spare: boolean; ttl: number }
export type Lease = Scopes & {
  id: string
  day: string
  /** The worst case that was reserved. */
  amount: number
  /** What counts against the caps now. */
  charged: number
  status: "held" | "settled" | "released" | "expired"
  expiresAt: number
}
export type Verdict = { ok: true; lease: string; level: Level } | { ok: false; cap: string; level: Level }
/** A day's spending; `presumed` is the part of `charged` that expired leases were charged with. */
export type TreasuryView = { day: string; charged: number; held: number; presumed: number; level: Level }
/** What others may call on the treasury. */
export type TreasuryDoor = Rpc.DurableObjectBranded & {
  reserve(ask: LeaseAsk, caps: Caps): Promise<Verdict>
  settle(id: string, actual: number): Promise<void>
  release(id: string): Promise<void>
  view(caps: Caps): Promise<TreasuryView>
  /** What an agent has spent today, with what is held for it. */
  spentBy(agent: string): Promise<number>
  /** All isolates leave this provider alone for so long. */
  rest(provider: string, ms: number): Promise<void>
}
/** Leases by id, the sums they add up to by scope, and the ids of those still open. */
export type Ledger = { leases: Map<string, Lease>; used: Map<string, number>; open: Set<string> }

export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10)

export function openLedger(leases: Iterable<Lease> = []): Ledger {
  const ledger: Ledger = { leases: new Map(), used: new Map(), open: new Set() }
  for (const lease of leases) {
    ledger.leases.set(lease.id, lease)
    if (lease.status === "held") ledger.open.add(lease.id)
    add(ledger, lease, lease.charged)
  }
  return ledger
}

/** A job's cap holds for its whole life; the others start again with each UTC day. */
const keysOf = ({ day, job, agent, product }: Pick<Lease, "day"> & Scopes): [keyof Caps, string][] => [
  ["day", `day:${day}`],
  ...(job ? ([["job", `job:${job}`]] as [keyof Caps, string][]) : []),
  ...(agent ? ([["agent", `agent:${agent}:${day}`]] as [keyof Caps, string][]) : []),
  ...(product ? ([["product", `product:${product}:${day}`]] as [keyof Caps, string][]) : []),
]

function add(ledger: Ledger, lease: Lease, amount: number): void {
  for (const [, key] of keysOf(lease)) ledger.used.set(key, (ledger.used.get(key) ?? 0) + amount)
}

function close(ledger: Ledger, lease: Lease, status: Lease["status"], charged: number): Lease {
  add(ledger, lease, charged - lease.charged)
  ledger.open.delete(lease.id)
  const closed = { ...lease, status, charged }
  ledger.leases.set(lease.id, closed)
  return closed
}

export function levelOf(ledger: Ledger, caps: Caps, day: string): Level {
  const share = (ledger.used.get(`day:${day}`) ?? 0) / caps.day
  if (share >= 1) return 100
  if (share >= 0.9) return 90
  return share >= 0.75 ? 75 : 0
}

export const spentBy = (ledger: Ledger, agent: string, day: string): number => ledger.used.get(`agent:${agent}:${day}`) ?? 0

/** Holds the worst case, or says which cap or level refuses it. Asking again with the same id changes nothing. */
export function reserve(ledger: Ledger, caps: Caps, ask: LeaseAsk, now: number): Verdict {
  const day = dayOf(now)
  const level = levelOf(ledger, caps, day)
  const before = ledger.leases.get(ask.id)
  if (before) return before.status === "held" ? { ok: true, lease: ask.id, level } : { ok: false, cap: before.status, level }
  if (!Number.isSafeInteger(ask.amount) || ask.amount <= 0) return { ok: false, cap: "amount", level }
  if (level >= 90 && ask.spare) return { ok: false, cap: "level-90", level }
  if (level >= 75 && !ask.economy) return { ok: false, cap: "level-75", level }
  const { id, amount, job, agent, product } = ask
  const lease: Lease = { id, day, job, agent, product, amount, charged: amount, status: "held", expiresAt: now + ask.ttl }
  for (const [cap, key] of keysOf(lease)) if ((ledger.used.get(key) ?? 0) + amount > caps[cap]) return { ok: false, cap, level }
  ledger.leases.set(id, lease)
  ledger.open.add(id)
  add(ledger, lease, amount)
  return { ok: true, lease: id, level: levelOf(ledger, caps, day) }
}

/**
 * Charges what the call really cost. The first word on a lease is the last one, with one exception: an expired lease was
 * charged in full because nobody knew, so a late word corrects it. Null when nothing changed.
 */
export function settle(ledger: Ledger, id: string, actual: number): Lease | null {
  const lease = ledger.leases.get(id)
  if (!lease || (lease.status !== "held" && lease.status !== "expired")) return null
  return close(ledger, lease, "settled", Math.max(0, Math.ceil(actual)))
}

/** Gives the money back: the vendor was not called, or billed nothing. Null when nothing changed. */
export function release(ledger: Ledger, id: string): Lease | null {
  const lease = ledger.leases.get(id)
  if (!lease || (lease.status !== "held" && lease.status !== "expired")) return null
  return close(ledger, lease, "released", 0)
}

/** Ends the leases whose holder was not heard of in time. They stay charged in full: the vendor may have billed them. */
export function sweep(ledger: Ledger, now: number): Lease[] {
  const due = Array.from(ledger.open, (id) => ledger.leases.get(id)).filter((lease) => lease !== undefined)
  return due.filter(({ expiresAt }) => expiresAt <= now).map((lease) => close(ledger, lease, "expired", lease.amount))
}
