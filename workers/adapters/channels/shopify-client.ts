import { z } from "zod"
import { ChannelError } from "./channel.ts"
import { call } from "./request.ts"
import { GraphError, graphRefusal, refusedBy } from "./shopify-errors.ts"

/** A version is answered for twelve months from its first day. */
export const shopifyVersion = "2026-10"
export const shopifySunset = "2027-10-01"

const Throttle = z.object({ maximumAvailable: z.number(), currentlyAvailable: z.number(), restoreRate: z.number() })
const Cost = z.object({ requestedQueryCost: z.number(), throttleStatus: Throttle })
type Cost = z.output<typeof Cost>
const Answer = z.object({
  data: z.unknown().optional(),
  errors: z.union([z.array(GraphError), z.string()]).optional(),
  extensions: z.object({ cost: Cost.optional() }).optional(),
})

export type Ask = <T extends z.ZodType>(document: string, variables: object, shape: T) => Promise<z.output<T>>
export type ShopifyDeps = { fetch: typeof fetch; now(): Date; pace?: { wait(ms: number): Promise<void> } }

/** Longer waits are the job's, not the call's. */
const patience = 20

/**
 * Sends one document; HTTP status, top-level errors and the answer's shape are all judged here. The bucket of query points is
 * never overdrawn knowingly: what a document cost last time is waited for first, and a refused one is asked again in time.
 */
export function shopifyClient(at: { url: string; secret: string }, { fetch: fetcher, now, pace }: ShopifyDeps): Ask {
  const costs = new Map<string, number>()
  let bucket: { status: z.output<typeof Throttle>; at: number } | null = null
  const wait = pace?.wait ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)))

  const secondsUntil = (cost: number): number => {
    if (!bucket) return 0
    const { currentlyAvailable, maximumAvailable, restoreRate } = bucket.status
    const available = Math.min(maximumAvailable, currentlyAvailable + ((now().getTime() - bucket.at) / 1000) * restoreRate)
    return cost <= available ? 0 : Math.max(1, Math.ceil((Math.min(cost, maximumAvailable) - available) / restoreRate))
  }
  const note = (document: string, cost: Cost | undefined): void => {
    if (!cost) return
    costs.set(document, cost.requestedQueryCost)
    bucket = { status: cost.throttleStatus, at: now().getTime() }
  }

  const send = async (query: string, variables: object): Promise<z.output<typeof Answer>> => {
    const answer = await call("shopify", fetcher, `${at.url}/admin/api/${shopifyVersion}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": at.secret },
      body: JSON.stringify({ query, variables }),
    })
    if (!answer.ok) throw refusedBy(answer, await answer.text())
    const read = Answer.parse(await answer.json())
    note(query, read.extensions?.cost)
    return read
  }

  return async (query, variables, shape) => {
    for (let waited = 0; ;) {
      const ahead = secondsUntil(costs.get(query) ?? 0)
      const read = ahead > 0 ? null : await send(query, variables)
      if (read && !isThrottled(read)) {
        if (read.errors?.length) throw graphRefusal(read.errors)
        return shape.parse(read.data)
      }
      const cost = costs.get(query) ?? 1
      if (bucket && cost > bucket.status.maximumAvailable) throw tooDear(cost, bucket.status.maximumAvailable)
      const seconds = ahead || Math.max(1, secondsUntil(cost))
      if (waited + seconds > patience) throw usedUp(seconds)
      await wait(seconds * 1000)
      waited += seconds
    }
  }
}

const isThrottled = ({ errors }: z.output<typeof Answer>) => Array.isArray(errors) && errors[0]?.extensions?.code === "THROTTLED"

const usedUp = (seconds: number) =>
  new ChannelError("shopify", `Shopify's query budget is used up; it is full enough again in ${seconds} s.`, {
    retryable: true,
    retryAfter: seconds,
  })

const tooDear = (cost: number, most: number) =>
  new ChannelError("shopify", `A query of ${cost} points never fits this shop's budget of ${most}.`)
