import { and, eq, ne, sql } from "drizzle-orm"
import { z } from "zod"
import { listings, products } from "#schemas/tables/index.ts"
import type { Channel, Problem } from "#workers/adapters/channels/channel.ts"
import { diffListing } from "#workers/adapters/channels/diff-listing.ts"
import type { Ctx } from "#workers/context.ts"
import { conflict, notFound } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { loadDraft } from "#workers/domain/draft/index.ts"
import { knownChannels, type ProductRow } from "#workers/domain/product/index.ts"
import { compileListing } from "./compile.ts"
import { shelfWrites } from "./shelve.ts"

export const ChannelResult = z.strictObject({
  channel: z.string(),
  ok: z.boolean(),
  status: z.enum(["live", "failed", "drifted", "valid", "invalid"]),
  listingId: z.string().nullable(),
  url: z.string().nullable(),
  problems: z.array(z.strictObject({ field: z.string(), message: z.string(), fix: z.string() })),
})
export type ChannelResult = z.infer<typeof ChannelResult>

const Input = z.strictObject({ productId: z.string(), draftId: z.string(), channel: z.string() })

/**
 * Publishes a product on one channel: validate first, record the intent, push idempotently, read back, compare. What
 * the channel shows otherwise than ordered makes the listing "drifted", never silently "live".
 */
export const pushListing = operation({
  name: "listing.push",
  about: "Publishes a product on one channel and verifies what the channel shows.",
  scope: "write",
  approval: "policy",
  input: Input,
  output: ChannelResult,
})(async (ctx, { productId, draftId, channel: name }) => {
  const [channel, product, draft] = [openChannel(ctx, name), await loadProduct(ctx, productId), await loadDraft(ctx, draftId)]
  if (draft.status !== "approved" && draft.status !== "published")
    throw conflict(`Draft ${draftId} is ${draft.status}; the gate has not passed it.`)
  const id = await intend(ctx, product.id, draftId, name)
  const listing = await compileListing(ctx, id, product, draft)
  const problems = channel.validate(listing)
  if (problems.length > 0) return fail(ctx, id, name, problems)
  await ctx.commit({
    writes: name === "storefront" ? await shelfWrites(ctx, product, draft) : [],
    audit: {
      operation: "listing.push",
      subject: productId,
      detail: { channel: name, draftId, title: listing.title, price: listing.price },
    },
  })
  try {
    const { remoteId, url } = await channel.publish(listing)
    const shown = await channel.readBack(remoteId)
    const drift = shown ? diffListing(listing, shown) : ["The channel does not show the listing."]
    await settle(ctx, product.id, { id, name, remoteId, url, drift })
    return {
      channel: name,
      ok: drift.length === 0,
      status: drift.length === 0 ? "live" : "drifted",
      listingId: id,
      url,
      problems: drift.map(asProblem),
    }
  } catch (error) {
    if (isRetryable(error)) {
      await note(ctx, id, String(error instanceof Error ? error.message : error))
      throw error
    }
    return fail(ctx, id, name, [
      {
        field: fieldOf(error),
        message: String(error instanceof Error ? error.message : error),
        fix: "Change the listing or the channel's settings, then publish again.",
      },
    ])
  }
})

/** What a channel would object to, without a call to it and without a row. */
export const validateListing = operation({
  name: "listing.validate",
  about: "Says what a channel would object to, and publishes nothing.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ ...Input.shape, price: z.int().positive().optional().describe("minor units; the draft's when absent") }),
  output: ChannelResult,
})(async (ctx, { productId, draftId, channel, price }) => {
  const draft = await loadDraft(ctx, draftId)
  const priced = { ...draft, priceAmount: price ?? draft.priceAmount }
  const listing = await compileListing(ctx, "preview", await loadProduct(ctx, productId), priced)
  const problems = openChannel(ctx, channel).validate(listing)
  return { channel, ok: problems.length === 0, status: problems.length === 0 ? "valid" : "invalid", listingId: null, url: null, problems }
})

export function openChannel(ctx: Ctx, name: string): Channel {
  knownChannels(ctx, name)
  const channel = Object.values<Channel>(ctx.channels).find((one) => one.name === name)
  if (!channel) throw notFound("channel", name)
  return channel
}

export async function loadProduct(ctx: Ctx, id: string): Promise<ProductRow> {
  const [row] = await ctx.db.select().from(products).where(eq(products.id, id))
  if (!row) throw notFound("product", id)
  return row
}

/** The row comes first: its unique index on (product, channel) is what makes a second listing impossible. */
async function intend(ctx: Ctx, productId: string, draftId: string, channel: string): Promise<string> {
  const now = ctx.now()
  const [row] = await ctx.db
    .insert(listings)
    .values({ id: ctx.id("listing"), productId, draftId, channel, status: "pending", drift: [], createdAt: now, updatedAt: now })
    .onConflictDoUpdate({ target: [listings.productId, listings.channel], set: { draftId, updatedAt: now } })
    .returning({ id: listings.id })
  if (!row) throw new Error("The listing's row could not be written.")
  return row.id
}

async function settle(
  ctx: Ctx,
  productId: string,
  { id, name, remoteId, url, drift }: { id: string; name: string; remoteId: string; url: string; drift: string[] },
) {
  const now = ctx.now()
  const status = drift.length === 0 ? ("live" as const) : ("drifted" as const)
  const set = { status, remoteId, url, drift, error: null, verifiedAt: now, updatedAt: now }
  const audit = { operation: "listing.verify", subject: productId, detail: { channel: name, status, drift } }
  const shown = ctx.db
    .update(products)
    .set({
      listing: sql`json_patch(coalesce(${products.listing}, '{"channels":{}}'), ${JSON.stringify({ channels: { [name]: { url, status } } })})`,
    })
    .where(eq(products.id, productId))
  try {
    await ctx.commit({
      transition: ctx.db
        .update(listings)
        .set(set)
        .where(and(eq(listings.id, id), ne(listings.status, "live"))),
      writes: [shown],
      audit,
      events:
        status === "live"
          ? [
              {
                type: "listing.published",
                subject: productId,
                data: { productId, listingId: id, channel: name, url, verifiedAt: now.toISOString() },
              },
            ]
          : [],
    })
  } catch (error) {
    // It was live already: a second push renews the row without a second event.
    if (!(error instanceof LostRace)) throw error
    await ctx.commit({ writes: [ctx.db.update(listings).set(set).where(eq(listings.id, id)), shown], audit })
  }
  await ctx.tell(productId, {
    channel: { name, status, url },
    note: drift.length === 0 ? `Live on ${name}: ${url}` : `On ${name}, but ${drift[0]}`,
  })
}

async function fail(ctx: Ctx, id: string, channel: string, problems: Problem[]): Promise<ChannelResult> {
  const error = problems.map(({ field, message }) => `${field}: ${message}`).join(" ")
  await note(ctx, id, error)
  return { channel, ok: false, status: "failed", listingId: id, url: null, problems }
}

/** What the channel said stands beside the listing until a push goes through; one that is live stays live. */
async function note(ctx: Ctx, id: string, error: string): Promise<void> {
  const set = {
    error: error.slice(0, 1000),
    updatedAt: ctx.now(),
    status: sql`CASE ${listings.status} WHEN 'live' THEN 'live' ELSE 'failed' END`,
  }
  await ctx.db.update(listings).set(set).where(eq(listings.id, id))
}

const asProblem = (text: string): Problem => ({
  field: text.split(":")[0] ?? "listing",
  message: text,
  fix: "The next health check tries to heal it.",
})
const isRetryable = (error: unknown) => error instanceof Error && "retryable" in error && error.retryable === true
const fieldOf = (error: unknown) =>
  error instanceof Error && "field" in error && typeof error.field === "string" ? error.field : "listing"
