import { and, eq, ne, sql } from "drizzle-orm"
import type { FieldProblem } from "#schemas/sync.ts"
import { listings, products } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { LostRace } from "#workers/lib/db.ts"
import { driftProblem } from "./explain.ts"

export type Shown = { id: string; channel: string; remoteId: string; url: string; drift: string[]; hash: string }

/** Writes down what the channel shows. The first time a listing is live its event goes out; later pushes renew the row only. */
export async function settle(ctx: Ctx, productId: string, { id, channel, remoteId, url, drift, hash }: Shown): Promise<void> {
  const now = ctx.now()
  const well = drift.length === 0
  const status = well ? ("live" as const) : ("drifted" as const)
  const set = {
    status,
    remoteId,
    url,
    drift,
    error: null,
    pushedHash: hash,
    verifiedAt: now,
    checkedAt: now,
    updatedAt: now,
    problems: well ? null : drift.map(driftProblem),
    failures: well ? 0 : sql`${listings.failures} + 1`,
  }
  const audit = { operation: "listing.verify", subject: productId, detail: { channel, status, drift } }
  const shown = showOn(ctx, productId, channel, url, status)
  const data = { productId, listingId: id, channel, url, verifiedAt: now.toISOString() }
  try {
    await ctx.commit({
      transition: ctx.db
        .update(listings)
        .set(set)
        .where(and(eq(listings.id, id), ne(listings.status, "live"))),
      writes: [shown],
      audit,
      events: well ? [{ type: "listing.published", subject: productId, data }] : [],
    })
  } catch (error) {
    // It was live already: a second push renews the row without a second event.
    if (!(error instanceof LostRace)) throw error
    await ctx.commit({ writes: [ctx.db.update(listings).set(set).where(eq(listings.id, id)), shown], audit })
  }
  await ctx.tell(productId, {
    channel: { name: channel, status, url },
    note: `${well ? `Live on ${channel}: ${url}` : `On ${channel}, but ${drift[0]}`}`.slice(0, 300),
  })
}

/** The product's own summary of where it is listed. */
export function showOn(ctx: Ctx, productId: string, channel: string, url: string | null, status: string) {
  const patch = JSON.stringify({ channels: { [channel]: { url, status } } })
  return ctx.db
    .update(products)
    .set({ listing: sql`json_patch(coalesce(${products.listing}, '{"channels":{}}'), ${patch})` })
    .where(eq(products.id, productId))
}

/** What the channel said stands beside the listing until a push goes through; one that is live stays live. */
export async function note(ctx: Ctx, id: string, problems: FieldProblem[], hash?: string): Promise<void> {
  const now = ctx.now()
  const error = problems.map(({ field, message }) => `${field}: ${message}`).join(" ")
  await ctx.db
    .update(listings)
    .set({
      error: error.slice(0, 1000),
      problems,
      failures: sql`${listings.failures} + 1`,
      checkedAt: now,
      updatedAt: now,
      ...(hash ? { pushedHash: hash } : {}),
      status: sql`CASE ${listings.status} WHEN 'live' THEN 'live' WHEN 'drifted' THEN 'drifted' ELSE 'failed' END`,
    })
    .where(eq(listings.id, id))
}
