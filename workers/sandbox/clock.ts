import { z } from "zod"
import type { Rows } from "./rows.ts"

const Order = z.union([
  z.strictObject({ pass: z.number().min(0).max(10_000_000) }),
  z.strictObject({ hold: z.iso.datetime().transform((at) => Date.parse(at)) }),
  z.strictObject({ run: z.literal(true) }),
])
/** The twin's time `at` a moment; `since` is that moment on the real clock, null while the twin's clock stands still. */
type Setting = { at: number; since: number | null }

export type TwinClock = {
  now(): number
  /** When, on the real clock, the twin's will show this time; null when it stands still before it. */
  realTimeOf(time: number): number | null
  /** POST /sandbox/clock: `pass` moves it on by so many seconds, `hold` lets it stand at a time, `run` lets it go again from where it stands. */
  obey(request: Request): Promise<Response>
}

/**
 * A twin's only clock: rate windows, tokens, due dates and what it writes down all go by it. It is the real one until somebody moves
 * it, and it never goes back, since buckets and tokens of a later time would be wrong then; only a twin that remembers nothing yet may
 * begin anywhere. Where it was set survives a restart.
 */
export function twinClock(rows: Rows, real: () => number = Date.now): TwinClock {
  const shelf = rows.of<Setting>("clock")
  let setting = shelf.get("clock")
  const now = () => (setting === null ? real() : setting.since === null ? setting.at : setting.at + real() - setting.since)
  const set = (at: number, since: number | null) => (setting = shelf.put("clock", { at, since }))
  const says = () => Response.json({ now: new Date(now()).toISOString(), runs: setting?.since !== null })
  return {
    now,
    realTimeOf(time) {
      if (time <= now()) return real()
      return setting?.since === null ? null : real() + time - now()
    },
    async obey(request) {
      const read = Order.safeParse(await request.json().catch(() => null))
      if (!read.success) return Response.json({ error: z.prettifyError(read.error) }, { status: 400 })
      const order = read.data
      if ("hold" in order && order.hold < now() && !rows.isEmpty())
        return Response.json({ error: `This clock shows ${new Date(now()).toISOString()} and never goes back.` }, { status: 409 })
      if ("hold" in order) set(order.hold, null)
      else if ("run" in order) set(now(), real())
      else set(now() + order.pass * 1000, setting?.since === null ? null : real())
      return says()
    },
  }
}
