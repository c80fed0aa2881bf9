import { DurableObject } from "cloudflare:workers"
import { plays } from "#workers/sandbox/plays.ts"
import { sandboxRouter } from "#workers/sandbox/router.ts"
import { Rows } from "#workers/sandbox/rows.ts"
import type { Twin } from "#workers/sandbox/twin.ts"
import { vendorNames, type VendorName } from "#workers/sandbox/vendors.ts"
import { clock } from "./still.ts"

/** Earliest wish of each twin to be woken; kept here because no alarm of the platform runs on simulated time. */
const wishes = new Map<VendorName, number>()

export type TwinHome = DurableObjectNamespace<MarketTwin>

/** A vendor's stand-in on the simulated clock, by its name. Webhooks go to the shop in process. */
export class MarketTwin extends DurableObject {
  #twin: Twin | null = null

  #play(): Twin {
    const vendor = vendorNames.find((name) => name === this.ctx.id.name)
    if (!vendor) throw new Error(`No twin named ${this.ctx.id.name}.`)
    this.#twin ??= plays[vendor]({
      rows: new Rows(this.ctx.storage.sql),
      vars: { WEBHOOK_URL: "http://shop.test/webhooks/stripe", MERCHANT: "AutonomaX", BANK_DEBIT_SECONDS: "86400", AMAZON_PACE: "1000" },
      now: clock.time,
      fetch: (input, init) => fetch(input, init),
      wakeAt: (time) => void wishes.set(vendor, Math.min(time, wishes.get(vendor) ?? time)),
    })
    return this.#twin
  }

  override async fetch(request: Request): Promise<Response> {
    return this.#play().fetch(request)
  }

  async wake(): Promise<void> {
    await this.#play().wake?.()
  }
}

/** After a restart nobody remembers the wishes: every twin is asked once. */
export function wakeAll(): void {
  for (const name of vendorNames) wishes.set(name, clock.time())
}

/** A fetch that reaches every vendor in process. */
export const twinsAt = (home: TwinHome) => sandboxRouter((vendor, request) => home.getByName(vendor).fetch(request))

/** Lets the twins do what is due by now: webhooks, bank debits, expiries, verdicts. */
export async function wakeTwins(home: TwinHome): Promise<void> {
  for (let rounds = 0; rounds < 20; rounds++) {
    const due = vendorNames.filter((name) => (wishes.get(name) ?? Infinity) <= clock.time())
    if (due.length === 0) return
    for (const name of due) {
      wishes.delete(name)
      await home.getByName(name).wake()
    }
  }
}
