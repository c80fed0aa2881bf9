import type { ChannelListing } from "#schemas/channel.ts"
import { ChannelError, diffListing, type Channel, type Published } from "#workers/adapters/channels/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { DraftRow } from "#workers/domain/draft/index.ts"
import type { ProductRow } from "#workers/domain/product/index.ts"
import { settle } from "./settle.ts"
import { shelfWrites } from "./shelve.ts"

export type Delivery = {
  channel: Channel
  product: ProductRow
  draft: DraftRow
  listing: ChannelListing
  hash: string
  /** Null while the channel is not known to have it. */
  remoteId: string | null
}

/** Records the intent, sends the listing, reads it back, compares, and writes down what is shown. Throws what the channel throws. */
export async function deliver(ctx: Ctx, { channel, product, draft, listing, hash, remoteId }: Delivery) {
  const { name } = channel
  await ctx.commit({
    writes: name === "storefront" ? await shelfWrites(ctx, product, draft) : [],
    audit: {
      operation: "listing.push",
      subject: product.id,
      detail: { channel: name, draftId: draft.id, title: listing.title, price: listing.price },
    },
  })
  const sent = await send(channel, listing, remoteId)
  const shown = await channel.readBack(sent.remoteId)
  const drift = shown ? diffListing(listing, shown) : ["state: the channel does not show the listing"]
  await settle(ctx, product.id, { id: listing.id, channel: name, ...sent, drift, hash })
  return { ...sent, drift }
}

/** A listing that we know is updated without a search for it; one that somebody deleted over there is published anew. */
async function send(channel: Channel, listing: ChannelListing, remoteId: string | null): Promise<Published> {
  if (remoteId === null) return channel.publish(listing)
  try {
    return await channel.update(remoteId, listing)
  } catch (error) {
    if (error instanceof ChannelError && error.status === 404) return channel.publish(listing)
    throw error
  }
}
