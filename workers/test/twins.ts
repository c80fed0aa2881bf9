import { DatabaseSync } from "node:sqlite"
import { misbehaving } from "#workers/sandbox/misbehave.ts"
import { plays } from "#workers/sandbox/plays.ts"
import { Rows, type Sql } from "#workers/sandbox/rows.ts"
import { sandboxRouter } from "#workers/sandbox/router.ts"
import type { Ground, Twin } from "#workers/sandbox/twin.ts"

export type Exchange = {
  method: string
  url: URL
  headers: Headers
  type: string
  body: string | FormData
  status: number
  answer: unknown
}

/** The twins on Node, for contract tests: the same code on node:sqlite, with every exchange kept for a validator to read. */
export function recordedSandbox({ now = Date.now }: { now?: () => number } = {}) {
  const exchanges: Exchange[] = []
  const twins = new Map(
    Object.entries(plays).map(([name, play]) => {
      const own = ground(now)
      return [name, misbehaving(play(own), own)]
    }),
  )
  const router = sandboxRouter((vendor, request) => found(twins, vendor).fetch(request))
  const fetcher: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const type = request.headers.get("content-type") ?? ""
    const body = type.startsWith("multipart") ? await request.clone().formData() : await request.clone().text()
    const reply = await router.fetch(request)
    // In process nothing breaks the call off, as a socket would.
    request.signal.throwIfAborted()
    const answer: unknown = await reply
      .clone()
      .json()
      .catch(() => null)
    exchanges.push({
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      type,
      body,
      status: reply.status,
      answer,
    })
    return reply
  }
  return { fetch: fetcher, exchanges, url: "http://sandbox.test", wakeStripe: () => found(twins, "stripe").wake?.() }
}

function found(twins: Map<string, Twin>, vendor: string): Twin {
  const twin = twins.get(vendor)
  if (!twin) throw new Error(`No twin named ${vendor}.`)
  return twin
}

function ground(now: () => number): Ground {
  const database = new DatabaseSync(":memory:")
  const sql: Sql = {
    exec(query, ...values) {
      const rows = database.prepare(query).all(...values.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value)))
      return { toArray: () => rows }
    },
  }
  const quiet = () => Promise.resolve(new Response("ok"))
  return {
    rows: new Rows(sql),
    vars: { WEBHOOK_URL: "http://shop.test/webhooks/stripe" },
    now,
    fetch: quiet,
    wakeAt: () => undefined,
  }
}
