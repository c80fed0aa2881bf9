import { env } from "cloudflare:workers"
import { runDurableObjectAlarm } from "cloudflare:test"
import sandbox from "#workers/sandbox/index.ts"
import type { SandboxEnv } from "#workers/sandbox/twin.ts"

/** Where tests find the vendors' stand-ins. */
export const SANDBOX_URL = "http://sandbox.test"

// The bindings are those of vitest.config.ts, which wrangler's generated types do not see.
const twins = env as unknown as SandboxEnv

/** A fetch that reaches the sandbox Worker in process, Durable Objects and all. */
export const sandboxFetch: typeof fetch = (input, init) => sandbox.fetch(new Request(input, init), twins)

/** Lets the Stripe twin do its late work now: webhooks, bank debits, expiries. False when nothing was due. */
export const wakeStripe = () => runDurableObjectAlarm(twins.STRIPE.getByName("stripe"))
