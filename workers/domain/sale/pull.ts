import { z } from "zod"
import type { Channel } from "#workers/adapters/channels/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { stateOf, stateWrite } from "#workers/domain/channel/index.ts"
import { channelOff } from "#workers/domain/flag/index.ts"
import { explain, isRetryable, mayDo, openChannel } from "#workers/domain/listing/index.ts"
import { recordSale } from "./record.ts"

/** Channels are late with what they say, and clocks differ; what is read twice is one sale. */
const overlapMs = 60 * 60_000
const firstLookMs = 30 * 86_400_000
const mostPages = 40

const Pulled = z.strictObject({ channel: z.string(), read: z.int(), new: z.int(), changed: z.int(), says: z.string().nullable() })
type Pulled = z.infer<typeof Pulled>

/** Reads what the channels sold or changed since the last complete look, page by page; a look that broke off goes on at its page. */
export const pullSales = operation({
  name: "sale.pull",
  about: "Reads the sales that other channels made, and posts them to the books.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(Pulled) }),
})(async (ctx) => {
  const items: Pulled[] = []
  for (const name of Object.keys(ctx.channels)) if (name !== "storefront") items.push(await pullOne(ctx, openChannel(ctx, name)))
  return { items }
})

async function pullOne(ctx: Ctx, channel: Channel): Promise<Pulled> {
  const { name } = channel
  const result: Pulled = { channel: name, read: 0, new: 0, changed: 0, says: await channelOff(ctx, name) }
  if (result.says) return result
  const state = await stateOf(ctx, name)
  const began = state?.salesPullAt ?? ctx.now()
  const until = state?.salesUntil
  const since = new Date(until ? until.getTime() - overlapMs : began.getTime() - firstLookMs)
  const remember = (set: Parameters<typeof stateWrite>[2]) =>
    ctx.commit({ writes: [stateWrite(ctx, name, set)], audit: { operation: "sale.pull", subject: name, detail: { ...result, ...set } } })
  let cursor = state?.salesCursor ?? null
  try {
    for (let page = 0; page < mostPages; page++) {
      await mayDo(ctx, name, "orders")
      const answer = await channel.orders({ since, cursor })
      for (const order of answer.orders) {
        result.read++
        const what = await recordSale(ctx, name, order)
        if (what !== "known") result[what]++
      }
      cursor = answer.cursor
      if (cursor === null) break
      await remember({ salesPullAt: began, salesCursor: cursor })
    }
    // The next look begins where this one did, not where it ended: what was sold meanwhile may be on a page already read.
    if (cursor === null) await remember({ salesUntil: began, salesPullAt: null, salesCursor: null, salesNote: null })
  } catch (error) {
    const { message, fix } = explain(name, error)
    result.says = `${message} ${fix}`
    // A page that the channel does not know any more would fail for ever: the next look begins anew.
    await remember({ salesNote: result.says, ...(isRetryable(error) ? {} : { salesPullAt: null, salesCursor: null }) })
  }
  return result
}
