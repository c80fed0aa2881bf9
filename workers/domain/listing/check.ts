import { and, asc, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { listings } from "#schemas/tables/index.ts"
import { diffListing } from "#workers/adapters/channels/diff-listing.ts"
import { operation } from "#workers/operation.ts"
import { loadDraft } from "#workers/domain/draft/index.ts"
import { compileListing } from "./compile.ts"
import { loadProduct, openChannel, pushListing } from "./push.ts"

/** Reads the listings that were verified longest ago back from their channels; what drifted is pushed again. */
export const checkListings = operation({
  name: "listing.check",
  about: "Compares listings with what their channels show, and heals what drifted.",
  scope: "write",
  approval: "policy",
  input: z.strictObject({ limit: z.int().min(1).max(100).default(25) }),
  output: z.strictObject({ checked: z.int(), healthy: z.int(), healed: z.int(), failing: z.array(z.string()) }),
})(async (ctx, { limit }) => {
  const rows = await ctx.db
    .select()
    .from(listings)
    .where(inArray(listings.status, ["live", "drifted"]))
    .orderBy(asc(listings.verifiedAt))
    .limit(limit)
  const result = { checked: rows.length, healthy: 0, healed: 0, failing: [] as string[] }
  for (const row of rows) {
    try {
      const listing = await compileListing(ctx, row.id, await loadProduct(ctx, row.productId), await loadDraft(ctx, row.draftId))
      const shown = row.remoteId ? await openChannel(ctx, row.channel).readBack(row.remoteId) : null
      const drift = shown ? diffListing(listing, shown) : ["The channel does not show the listing."]
      if (drift.length === 0) {
        await ctx.db.update(listings).set({ verifiedAt: ctx.now(), status: "live", drift: [] }).where(eq(listings.id, row.id))
        result.healthy++
        continue
      }
      await ctx.db
        .update(listings)
        .set({ status: "drifted", drift })
        .where(and(eq(listings.id, row.id), eq(listings.status, "live")))
      const pushed = await pushListing(ctx, { productId: row.productId, draftId: row.draftId, channel: row.channel })
      if (pushed.ok) result.healed++
      else result.failing.push(`${row.channel} ${row.productId}: ${pushed.problems[0]?.message ?? "unknown"}`)
    } catch (error) {
      result.failing.push(`${row.channel} ${row.productId}: ${String(error)}`)
    }
  }
  return result
})
