import { and, eq, inArray, isNotNull, ne } from "drizzle-orm"
import { z } from "zod"
import { listings, products } from "#schemas/tables/index.ts"
import { pricePolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { channelOff } from "#workers/domain/flag/index.ts"
import { explain, openChannel } from "#workers/domain/listing/index.ts"
import { fileProposal } from "#workers/domain/proposal/index.ts"
import { priceWithin } from "./rules/price.ts"
import { reconcile } from "./sync.ts"

const mostAsked = 200

/**
 * Compares what every good costs with the policy's floor and ceiling, and what channels show with what it costs. A price outside the policy
 * becomes a proposal; a channel's own price is put back by the reconciler, which asks its flag and its limits.
 */
export const checkPrices = operation({
  name: "channel.check_prices",
  about: "Holds prices against the policy and channels against prices; proposes or puts back what differs.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({
    checked: z.int(),
    proposed: z.array(z.string()),
    compared: z.int().describe("prices that channels showed"),
    differing: z.array(z.string()).describe("channel, product: shown instead of ordered"),
    unread: z.array(z.string()),
  }),
})(async (ctx) => {
  const live = await ctx.db
    .select()
    .from(products)
    .where(and(eq(products.live, true), isNotNull(products.priceAmount)))
  const proposed: string[] = []
  for (const product of live) {
    const [from, to] = [product.priceAmount ?? 0, priceWithin(product.priceAmount ?? 0, pricePolicy)]
    if (to === from) continue
    const id = await fileProposal(ctx, "agent:cca", {
      kind: "price",
      subject: product.id,
      summary: `Bring the price from ${from / 100} to ${to / 100}: the policy's range is ${pricePolicy.floor / 100} to ${pricePolicy.ceiling / 100}.`,
      diff: [{ target: "product.price", from, to }],
      predicted: { metric: "orders", change: 0, because: "It keeps to the price policy; no effect on orders is claimed." },
      killCriterion: "Put it back when the policy's range is changed.",
      rollback: `Set the price back to ${from / 100}.`,
      undo: [{ target: "product.price", from: to, to: from }],
    })
    if (id) proposed.push(id)
  }
  const channels = await Promise.all(Object.keys(ctx.channels).map((name) => compareChannel(ctx, name)))
  return {
    checked: live.length,
    proposed,
    compared: channels.reduce((sum, { compared }) => sum + compared, 0),
    differing: channels.flatMap(({ differing }) => differing),
    unread: channels.flatMap(({ unread }) => unread),
  }
})

type Compared = { compared: number; differing: string[]; unread: string[] }

async function compareChannel(ctx: Ctx, name: string): Promise<Compared> {
  const found: Compared = { compared: 0, differing: [], unread: [] }
  // Our own shelf is the price; a channel that is off is not read.
  if (name === "storefront" || (await channelOff(ctx, name))) return found
  const rows = await ctx.db
    .select({ id: listings.id, remoteId: listings.remoteId, product: products })
    .from(listings)
    .innerJoin(products, and(eq(products.id, listings.productId), eq(products.live, true)))
    .where(and(eq(listings.channel, name), inArray(listings.status, ["live", "drifted"]), ne(listings.remoteId, "")))
    .limit(mostAsked)
  const wrong: string[] = []
  for (const { id, remoteId, product } of rows) {
    try {
      const shown = remoteId ? await openChannel(ctx, name).readBack(remoteId) : null
      if (!shown) continue
      found.compared++
      if (shown.price.amount === product.priceAmount && shown.price.currency === product.currency) continue
      wrong.push(id)
      found.differing.push(
        `${name} ${product.id}: ${shown.price.amount} ${shown.price.currency} instead of ${product.priceAmount} ${product.currency}`,
      )
    } catch (error) {
      found.unread.push(`${name} ${product.id}: ${explain(name, error).message}`)
      break
    }
  }
  if (wrong.length > 0) {
    // Never looked at comes first in the reconciler's order.
    await ctx.db.update(listings).set({ checkedAt: null }).where(inArray(listings.id, wrong))
    await reconcile(ctx, name, { dryRun: false, add: false, insistent: true, limit: wrong.length, seconds: 60 })
  }
  return found
}
