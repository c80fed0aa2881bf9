import { env } from "cloudflare:workers"
import { runDurableObjectAlarm } from "cloudflare:test"
import { sandboxRouter } from "#workers/sandbox/router.ts"
import sandbox from "#workers/sandbox/index.ts"
import type { SandboxEnv } from "#workers/sandbox/twin.ts"
import { vendors, type VendorName } from "#workers/sandbox/vendors.ts"

/** Where tests find the vendors' stand-ins. */
export const SANDBOX_URL = "http://sandbox.test"

// The bindings are those of vitest.config.ts, which wrangler's generated types do not see.
const twins = env as unknown as SandboxEnv

/** A fetch that reaches the sandbox Worker in process, Durable Objects and all. */
export const sandboxFetch: typeof fetch = (input, init) => sandbox.fetch(new Request(input, init), twins)

/** Lets the Stripe twin do its late work now: webhooks, bank debits, expiries. False when nothing was due. */
export const wakeStripe = () => runDurableObjectAlarm(twins.STRIPE.getByName("stripe"))

/** A sandbox that only its test knows, at the test's own time: before each call the vendor's clock is set to where `now` stands. */
export function sandboxAt(name: string, now: () => Date) {
  const known = new Map<VendorName, { stub: DurableObjectStub; told: number }>()
  const object = (vendor: VendorName) => twins[vendors[vendor].binding].getByName(`${name} ${vendor}`)
  const router = sandboxRouter(async (vendor, request) => {
    const seat = known.get(vendor) ?? { stub: object(vendor), told: 0 }
    known.set(vendor, seat)
    const at = now()
    if (seat.told >= at.getTime()) return seat.stub.fetch(request)
    seat.told = at.getTime()
    const order = { method: "POST", body: JSON.stringify({ hold: at.toISOString() }) }
    // One stub keeps the order of what it is sent, so the call need not wait for the clock's answer.
    const [set, reply] = await Promise.all([seat.stub.fetch(`${SANDBOX_URL}/sandbox/clock`, order), seat.stub.fetch(request)])
    if (!set.ok) throw new Error(`${vendor}'s clock: ${await set.text()}`)
    return reply
  })
  const fetch: typeof globalThis.fetch = (input, init) => router.fetch(new Request(input, init))
  return { fetch, object }
}
