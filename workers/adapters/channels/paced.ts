import { ChannelError, type Rate } from "./channel.ts"

export type Taken = { ok: true } | { ok: false; waitMs: number; rate: Rate }

/** Keeps count of what was done under which limit, for all isolates together. */
export type Pace = {
  /** Takes one of `key` from all these limits, or from none. */
  take(key: string, rates: Rate[]): Promise<Taken>
  wait(ms: number): Promise<void>
}

const mostPatience = 20_000

/** Waits for one of `key` under all these limits. Throws a retryable ChannelError when that would take too long. */
export async function takeTurn(channel: string, key: string, rates: Rate[], pace: Pace): Promise<void> {
  for (let waited = 0; ;) {
    const taken = await pace.take(key, rates)
    if (taken.ok) return
    if (waited + taken.waitMs > mostPatience) throw tooSoon(channel, taken)
    await pace.wait(taken.waitMs)
    waited += taken.waitMs
  }
}

/** A fetch that makes no call over the channel's limits: it waits its turn, and says when that would take too long. */
export function pacedFetch(channel: string, rates: () => Rate[], pace: Pace, fetcher: typeof fetch): typeof fetch {
  return async (input, init) => {
    const own = rates().filter((rate) => rate.of === "call")
    await takeTurn(channel, channel, own, pace)
    return fetcher(input, init)
  }
}

/** The vendor's limit is used up; when it opens again. */
function tooSoon(channel: string, { rate, waitMs }: Extract<Taken, { ok: false }>): ChannelError {
  const seconds = Math.ceil(waitMs / 1000)
  return new ChannelError(
    channel,
    `${channel} allows ${rate.calls} ${plural(rate)} in ${spanOf(rate.seconds)}, and they are used up; the next is free in ${spanOf(seconds)}. The next run goes on.`,
    { field: "rate", retryable: true, retryAfter: seconds },
  )
}

const words = { call: "calls", publish: "new listings", "revision of a listing": "revisions of a listing", orders: "looks at the orders" }
const plural = (rate: Rate) => words[rate.of]

/** `90` → `2 minutes`. */
export function spanOf(seconds: number): string {
  const [size, name] = (
    [
      [86_400, "day"],
      [3600, "hour"],
      [60, "minute"],
    ] as const
  ).find(([least]) => seconds >= least) ?? [1, "second"]
  const count = Math.ceil(seconds / size)
  return `${count} ${name}${count === 1 ? "" : "s"}`
}
