import { eq } from "drizzle-orm"
import { z } from "zod"
import { FieldProblem } from "#schemas/sync.ts"
import { listings } from "#schemas/tables/index.ts"
import { takeTurn, type Rate } from "#workers/adapters/channels/index.ts"
import type { Ctx } from "#workers/context.ts"
import { conflict } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { loadDraft } from "#workers/domain/draft/index.ts"
import { channelFlag, channelOff } from "#workers/domain/flag/index.ts"
import { compileListing, listingHash } from "./compile.ts"
import { deliver } from "./deliver.ts"
import { driftProblem, explain, isRetryable } from "./explain.ts"
import { loadProduct, openChannel, type ListingRow } from "./load.ts"
import { publishRule } from "./rules/publish.ts"
import { note } from "./settle.ts"

export const ChannelResult = z.strictObject({
  channel: z.string(),
  ok: z.boolean(),
  status: z.enum(["live", "failed", "drifted", "valid", "invalid", "off"]).describe("off: the channel's flag is off, nothing was sent"),
  listingId: z.string().nullable(),
  url: z.string().nullable(),
  problems: z.array(FieldProblem),
})
export type ChannelResult = z.infer<typeof ChannelResult>

export const PushInput = z.strictObject({ productId: z.string(), draftId: z.string(), channel: z.string() })

/**
 * Publishes a product on one channel: validate first, record the intent, push idempotently, read back, compare. What
 * the channel shows otherwise than ordered makes the listing "drifted", never silently "live".
 */
export const pushListing = operation({
  name: "listing.push",
  about: "Publishes a product on one channel and verifies what the channel shows.",
  scope: "write",
  approval: "policy",
  decision: "listing.publish",
  input: PushInput,
  output: ChannelResult,
})(async (ctx, { productId, draftId, channel: name }) => {
  const [channel, product, draft] = [openChannel(ctx, name), await loadProduct(ctx, productId), await loadDraft(ctx, draftId)]
  if (draft.status !== "approved" && draft.status !== "published")
    throw conflict(`Draft ${draftId} is ${draft.status}; the gate has not passed it.`)
  const off = await channelOff(ctx, name)
  if (off) return { channel: name, ok: false, status: "off", listingId: null, url: null, problems: [switchedOff(name, off)] }
  const row = await intend(ctx, product.id, draftId, name)
  const listing = await compileListing(ctx, row.id, product, draft)
  const hash = await listingHash(listing)
  const refused = (problems: FieldProblem[]): ChannelResult => ({
    channel: name,
    ok: false,
    status: "failed",
    listingId: row.id,
    url: null,
    problems,
  })
  const problems = channel.validate(listing)
  const decided = decideBy(
    ctx,
    publishRule,
    { channel: name, draft: draftId, status: draft.status, price: listing.price, problems },
    { subject: product.id, why: "The gate has spoken, and the channel's own rules were asked." },
  )
  await ctx.commit({
    writes: [decided.write],
    audit: { operation: "listing.decide", subject: product.id, detail: { channel: name, ...decided.output, decision: decided.id } },
  })
  if (!decided.output.publish) {
    await note(ctx, row.id, problems, hash)
    return refused(problems)
  }
  try {
    // One that was withdrawn is found and put back on sale by publishing.
    const known = row.status === "withdrawn" ? null : row.remoteId
    if (known === null) await mayDo(ctx, name, "publish")
    const { url, drift } = await deliver(ctx, { channel, product, draft, listing, hash, remoteId: known })
    const ok = drift.length === 0
    return { channel: name, ok, status: ok ? "live" : "drifted", listingId: row.id, url, problems: drift.map(driftProblem) }
  } catch (error) {
    const problem = explain(name, error)
    await note(ctx, row.id, [problem], isRetryable(error) ? undefined : hash)
    if (isRetryable(error)) throw error
    return refused([problem])
  }
})

/** Some channels limit new listings, revisions of one, or looks at the orders. Throws a retryable ChannelError when none is left. */
export async function mayDo(ctx: Ctx, name: string, what: Exclude<Rate["of"], "call">, id = "all"): Promise<void> {
  const rates = openChannel(ctx, name).rates.filter(({ of }) => of === what)
  await takeTurn(name, `${name}:${what}:${id}`, rates, ctx.pace)
}

const switchedOff = (name: string, message: string): FieldProblem => ({
  field: "channel",
  message,
  fix: `Turn "${channelFlag(name)}" on, then publish again.`,
})

/** What a channel would object to, without a call to it and without a row. */
export const validateListing = operation({
  name: "listing.validate",
  about: "Says what a channel would object to, and publishes nothing.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ ...PushInput.shape, price: z.int().positive().optional().describe("minor units; the draft's when absent") }),
  output: ChannelResult,
})(async (ctx, { productId, draftId, channel, price }) => {
  const draft = await loadDraft(ctx, draftId)
  const priced = { ...draft, priceAmount: price ?? draft.priceAmount }
  const listing = await compileListing(ctx, "preview", await loadProduct(ctx, productId), priced)
  const off = await channelOff(ctx, channel)
  const problems = [...openChannel(ctx, channel).validate(listing), ...(off ? [switchedOff(channel, off)] : [])]
  return { channel, ok: problems.length === 0, status: problems.length === 0 ? "valid" : "invalid", listingId: null, url: null, problems }
})

/** The row comes first: its unique index on (product, channel) is what makes a second listing impossible. */
export async function intend(ctx: Ctx, productId: string, draftId: string, channel: string): Promise<ListingRow> {
  const now = ctx.now()
  const [row] = await ctx.db
    .insert(listings)
    .values({ id: ctx.id("listing"), productId, draftId, channel, status: "pending", drift: [], createdAt: now, updatedAt: now })
    .onConflictDoUpdate({ target: [listings.productId, listings.channel], set: { draftId, updatedAt: now } })
    .returning()
  if (!row) throw new Error("The listing's row could not be written.")
  return row
}

/** The listings of a product, wherever they are. */
export const rowsOf = (ctx: Ctx, productId: string): Promise<ListingRow[]> =>
  ctx.db.select().from(listings).where(eq(listings.productId, productId))
