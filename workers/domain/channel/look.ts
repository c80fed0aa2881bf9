import { and, asc, eq, inArray, isNull, lt, notExists, or, sql } from "drizzle-orm"
import { listings, products } from "#schemas/tables/index.ts"
import { diffListing } from "#workers/adapters/channels/index.ts"
import type { Ctx } from "#workers/context.ts"
import { loadDraft } from "#workers/domain/draft/index.ts"
import { mayHeal } from "#workers/domain/flag/index.ts"
import { compileListing, listingHash, loadProduct, openChannel, type ListingRow } from "#workers/domain/listing/index.ts"
import { planListing } from "./rules/plan.ts"

/** The rows of a channel that this run has not looked at, those looked at longest ago first. */
export function dueRows(channel: string, since: Date) {
  return and(
    eq(listings.channel, channel),
    inArray(listings.status, ["pending", "live", "failed", "drifted"]),
    or(isNull(listings.checkedAt), lt(listings.checkedAt, since)),
  )
}

export async function nextRows(ctx: Ctx, channel: string, since: Date, limit: number): Promise<ListingRow[]> {
  const order = [sql`coalesce(${listings.checkedAt}, 0)`, asc(listings.id)]
  return ctx.db
    .select()
    .from(listings)
    .where(dueRows(channel, since))
    .orderBy(...order)
    .limit(limit)
}

/** Products on sale that were never listed there. */
export async function neverListed(ctx: Ctx, channel: string, limit: number) {
  const known = ctx.db
    .select({ id: listings.id })
    .from(listings)
    .where(and(eq(listings.productId, products.id), eq(listings.channel, channel)))
  return ctx.db
    .select({ id: products.id, title: products.title, draft: products.draft })
    .from(products)
    .where(and(eq(products.live, true), notExists(known)))
    .orderBy(asc(products.id))
    .limit(limit)
}

/** Compares one listing with its channel and says what has to be done; what throws here is the channel's doing. */
export async function lookAt(ctx: Ctx, row: ListingRow, insistent: boolean) {
  const channel = openChannel(ctx, row.channel)
  const product = await loadProduct(ctx, row.productId)
  // What our own shelf sells is what all channels sell; a good that is sold elsewhere only keeps the draft it was pushed with.
  const draft = await loadDraft(ctx, (product.live && product.draft?.draftId) || row.draftId)
  const listing = await compileListing(ctx, row.id, product, draft)
  const hash = await listingHash(listing)
  const gone = product.stage === "withdrawn"
  const problems = gone ? [] : channel.validate(listing)
  // Our own shelf is changed in the commit of the change itself.
  const changed = row.channel !== "storefront" && row.pushedHash !== null && row.pushedHash !== hash
  const base = {
    gone,
    remoteId: row.remoteId,
    problems,
    changed,
    failures: row.failures,
    insistent,
    mayHeal: await mayHeal(ctx, row.channel),
  }
  // Nothing is read from the channel where the answer cannot change the plan.
  const blind = planListing({ ...base, drift: [] })
  const known = gone || problems.length > 0 || !row.remoteId || (blind.action === "nothing" && blind.reasons.length > 0)
  const shown = known || !row.remoteId ? null : await channel.readBack(row.remoteId)
  const look = { ...base, drift: known ? [] : shown && diffListing(listing, shown) }
  return { channel, product, draft, listing, hash, look, plan: known ? blind : planListing(look) }
}
export type Looked = Awaited<ReturnType<typeof lookAt>>
