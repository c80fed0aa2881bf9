import { env, exports } from "cloudflare:workers"
import { actingAs, inside, openCtx, operator, shopper, type Actor, type Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import type { Bindings } from "#workers/env.ts"
import { sandboxFetch } from "./sandbox.ts"

/** The test configuration gives exactly the bindings of wrangler.toml, and the twins. */
export const bindings = env as Bindings

export const SHOP_URL = "http://shop.test"

/** The shop's own Worker, without the site. */
export const shopFetch = (path: string, init?: RequestInit): Promise<Response> =>
  exports.default.fetch(new Request(new URL(path, SHOP_URL), init))

/** All the network there is in tests: the shop, and the vendors' twins at every other plain address. */
export const network: typeof fetch = async (input, init) => {
  const request = new Request(input, init)
  const { origin, protocol } = new URL(request.url)
  if (origin === SHOP_URL) return exports.default.fetch(request)
  if (protocol === "https:") throw new TypeError(`No network in tests: ${request.url}`)
  return sandboxFetch(request)
}
// The twins' webhooks, Workflows and the Worker itself fetch globally; importing this file keeps all of them in process.
// Assigned and not stubbed: a file that takes its own stubs back would take this one back with them.
globalThis.fetch = network

export const actors = {
  operator: operator("owner"),
  shopper,
  reader: { kind: "key", id: "key:reader", scopes: ["shop", "read"] },
  writer: { kind: "key", id: "key:writer", scopes: ["shop", "read", "write"] },
  webhook: inside("webhook", "stripe"),
  job: inside("job", "test"),
} satisfies Record<string, Actor>

/** A clock that stands still until it is moved. */
export function clock(at = "2026-11-22T09:00:00Z") {
  let time = new Date(at).getTime()
  return {
    now: () => new Date(time),
    /** Moves on by so many seconds. */
    pass: (seconds: number) => void (time += seconds * 1000),
    /** Waits by moving on, which takes no time. */
    wait: async (ms: number) => void (time += ms),
  }
}

export type TestCtx = Ctx & { started: string[]; restarted: string[]; signals: { jobId: string; type: string; payload: unknown }[] }
type Options = { actor?: Actor; now?: () => Date; wait?: (ms: number) => Promise<void>; fetch?: typeof fetch; env?: Bindings }

/** A context on the real bindings. Runs are only noted, so that no Workflow outlives its test; journeys start real ones over HTTP. */
export function testCtx(options: Options = {}, noted: Noted = { started: [], restarted: [], signals: [] }): TestCtx {
  const { actor = actors.operator, now, wait, fetch: fetcher = network } = options
  const ctx = openCtx(options.env ?? bindings, actor, { now, wait, fetch: fetcher })
  const { bounded } = ctx
  const kept = keeping(noted)
  return Object.assign(ctx, noted, kept, {
    // Whoever starts a run on somebody's behalf is seen by the test that gave the context.
    as: (other: Actor) => testCtx({ ...options, actor: actingAs(actor, other) }, noted),
    bounded(signal: AbortSignal) {
      const { rows, ctx: own } = bounded(signal)
      return { rows, ctx: Object.assign(own, kept, { send: ctx.send }) }
    },
  })
}

type Noted = Pick<TestCtx, "started" | "restarted" | "signals">

/** Runs and logs go to the test, not to the Workflow. */
function keeping(noted: Noted) {
  return {
    async start(jobId: string) {
      noted.started.push(jobId)
    },
    async restart(jobId: string) {
      noted.restarted.push(jobId)
    },
    async signal(jobId: string, type: string, payload: unknown) {
      noted.signals.push({ jobId, type, payload })
    },
    log: () => undefined,
  }
}

/** `ok`, or the code of the refusal and the fields that it names: `invalid pricing/price`. */
export const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "ok",
    (error: unknown) =>
      error instanceof AppError ? `${error.code} ${error.fields.map(({ field }) => field).join()}`.trim() : String(error),
  )
