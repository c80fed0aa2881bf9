import { DurableObject } from "cloudflare:workers"
import {
  dayOf,
  levelOf,
  openLedger,
  release,
  reserve,
  settle,
  spentBy,
  sweep,
  type Caps,
  type Lease,
  type LeaseAsk,
  type Ledger,
  type TreasuryView,
  type Verdict,
} from "#workers/lib/treasury.ts"
import type { Bindings } from "#workers/env.ts"

const keptFor = 8 * 24 * 3_600_000

/**
 * The budget of the whole shop in one place: a single writer, so that no two calls spend the same cent. It holds the worst
 * case before a model is called and charges the real price after it. Rows survive a crash; the sums are made from them.
 */
export class Treasury extends DurableObject<Bindings> {
  readonly #ledger: Ledger
  /** Who rests until when; not worth a row, for a rest is half a minute. */
  readonly #resting = new Map<string, number>()

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    const { sql } = ctx.storage
    sql.exec("CREATE TABLE IF NOT EXISTS leases (id TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, lease TEXT NOT NULL)")
    sql.exec("DELETE FROM leases WHERE expires_at < ?", Date.now() - keptFor)
    const rows = sql.exec<{ lease: string }>("SELECT lease FROM leases").toArray()
    // Only this class writes the column.
    this.#ledger = openLedger(rows.map(({ lease }): Lease => JSON.parse(lease)))
    // An alarm may have been missed while nobody ran.
    this.#sweep()
  }

  async reserve(ask: LeaseAsk, caps: Caps): Promise<Verdict> {
    this.#sweep()
    if ((this.#resting.get(ask.provider) ?? 0) > Date.now())
      return { ok: false, cap: `${ask.provider} rests`, level: levelOf(this.#ledger, caps, dayOf(Date.now())) }
    const verdict = reserve(this.#ledger, caps, ask, Date.now())
    if (verdict.ok) {
      this.#keep(this.#ledger.leases.get(ask.id))
      await this.#wake()
    }
    return verdict
  }
  async settle(id: string, actual: number): Promise<void> {
    this.#keep(settle(this.#ledger, id, actual))
  }
  async release(id: string): Promise<void> {
    this.#keep(release(this.#ledger, id))
  }
  /** What today has cost. */
  async view(caps: Caps): Promise<TreasuryView> {
    this.#sweep()
    const day = dayOf(Date.now())
    const leases = Array.from(this.#ledger.leases.values()).filter((lease) => lease.day === day)
    const sum = (status: Lease["status"]) => leases.reduce((total, lease) => total + (lease.status === status ? lease.charged : 0), 0)
    const presumed = sum("expired")
    return { day, charged: sum("settled") + presumed, held: sum("held"), presumed, level: levelOf(this.#ledger, caps, day) }
  }

  async spentBy(agent: string): Promise<number> {
    this.#sweep()
    return spentBy(this.#ledger, agent, dayOf(Date.now()))
  }

  async rest(provider: string, ms: number): Promise<void> {
    this.#resting.set(provider, Date.now() + ms)
  }

  override async alarm(): Promise<void> {
    this.#sweep()
    if (this.#ledger.open.size > 0) await this.#wake()
  }

  #sweep(): void {
    for (const lease of sweep(this.#ledger, Date.now())) this.#keep(lease)
  }
  #keep(lease: Lease | null | undefined): void {
    if (!lease) return
    const json = JSON.stringify(lease)
    this.ctx.storage.sql.exec("INSERT OR REPLACE INTO leases (id, expires_at, lease) VALUES (?, ?, ?)", lease.id, lease.expiresAt, json)
  }
  async #wake(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) !== null) return
    const next = Math.min(...Array.from(this.#ledger.open, (id) => this.#ledger.leases.get(id)?.expiresAt ?? Infinity))
    // An alarm set to "now" can be missed by local workerd.
    if (Number.isFinite(next)) await this.ctx.storage.setAlarm(Math.max(next, Date.now() + 1))
  }
}
