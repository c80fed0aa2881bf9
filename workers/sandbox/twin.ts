import { DurableObject } from "cloudflare:workers"
import { twinClock, type TwinClock } from "./clock.ts"
import { Rows } from "./rows.ts"
import { misbehaving, type Misplay } from "./misbehave.ts"

export type SandboxEnv = {
  STRIPE: DurableObjectNamespace
  SHOPIFY: DurableObjectNamespace
  ETSY: DurableObjectNamespace
  EBAY: DurableObjectNamespace
  AMAZON: DurableObjectNamespace
  MASTODON: DurableObjectNamespace
  BLUESKY: DurableObjectNamespace
  X: DurableObjectNamespace
  PINTEREST: DurableObjectNamespace
  RESEND: DurableObjectNamespace
  HOOKS: DurableObjectNamespace
  OPENAI: DurableObjectNamespace
  ANTHROPIC: DurableObjectNamespace
  OLLAMA: DurableObjectNamespace
  /** Where the Stripe twin sends its events when no endpoint was made through its API. */
  WEBHOOK_URL?: string
  /** The seller's name on the hosted payment page. */
  MERCHANT?: string
  /** How long a bank debit takes to settle; banks take days, demos take seconds. */
  BANK_DEBIT_SECONDS?: string
  /** How many times faster than life Amazon works off submissions, and how many times wider its rates are. */
  AMAZON_PACE?: string
}

/** What a twin stands on. Everything in here can be played by a test. */
export type Ground = {
  rows: Rows
  vars: Pick<SandboxEnv, "WEBHOOK_URL" | "MERCHANT" | "BANK_DEBIT_SECONDS" | "AMAZON_PACE">
  now(): number
  fetch: typeof fetch
  /** Asks for a call of `wake` at this time, in ms; the earliest wish counts. */
  wakeAt(time: number): void
}

/** A vendor's stand-in: speaks its protocol, keeps its rows, does its late work in `wake`. */
export type Twin = {
  fetch(request: Request): Promise<Response>
  wake?(): Promise<void>
  /** Fails in the vendor's own shape; without it the failures are plain ones. */
  misplay?(how: Misplay, request: Request): Promise<Response>
  /** The refusal of an access token that is too old; without it a plain 401. */
  expired?(): Response
}

/** One Durable Object a vendor: single-threaded, so two requests at once are told apart as the vendor would. */
export abstract class TwinObject extends DurableObject<SandboxEnv> {
  abstract readonly play: (ground: Ground) => Twin
  #played: { twin: Twin; clock: TwinClock } | null = null
  #wish: number | null = null

  #play(): { twin: Twin; clock: TwinClock } {
    if (this.#played) return this.#played
    const rows = new Rows(this.ctx.storage.sql)
    const clock = twinClock(rows)
    const ground: Ground = {
      rows,
      vars: this.env,
      now: clock.now,
      fetch: (input, init) => fetch(input, init),
      wakeAt: (time) => this.#arm(clock.realTimeOf(time)),
    }
    this.#played = { twin: misbehaving(this.play(ground), ground), clock }
    // What fell due while nobody ran is found by a sweep, for an overdue alarm may never ring in local workerd.
    this.#arm(Date.now())
    return this.#played
  }
  /** Asks for an alarm at a time of the real clock; null asks for none. */
  #arm(time: number | null): void {
    if (time === null || (this.#wish !== null && this.#wish <= time)) return
    this.#wish = time
    // An alarm set to "now" can be missed by local workerd.
    void this.ctx.storage.setAlarm(Math.max(time, Date.now() + 1))
  }
  override async fetch(request: Request): Promise<Response> {
    const { twin, clock } = this.#play()
    if (new URL(request.url).pathname !== "/sandbox/clock") return twin.fetch(request)
    const reply = await clock.obey(request)
    // What has become due is done now, and what is due later wishes anew.
    if (twin.wake) this.#arm(Date.now())
    return reply
  }
  override async alarm(): Promise<void> {
    this.#wish = null
    await this.#play().twin.wake?.()
  }
}
