import { eq } from "drizzle-orm"
import type { SyncItem } from "#schemas/sync.ts"
import { listings } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { deliver, explain, isRetryable, mayDo, note, takeDown, type ListingRow } from "#workers/domain/listing/index.ts"
import { lookAt, type Looked } from "./look.ts"
import { proposeHealing } from "./propose.ts"
import { askRule, healRule } from "./rules/plan.ts"

/** What came of one listing. `stop`: the channel can take no more calls now, or does not answer. */
export type Acted = { item: SyncItem; stop: string | null; unreachable: boolean }

type Order = { insistent: boolean; dryRun: boolean }

/** Looks at one listing and does what the plan says. A channel's refusal is written beside the listing; nothing is thrown for it. */
export async function reconcileOne(ctx: Ctx, row: ListingRow, { insistent, dryRun }: Order): Promise<Acted> {
  const item: SyncItem = {
    productId: row.productId,
    listingId: row.id,
    title: "",
    action: "nothing",
    reasons: [],
    outcome: "done",
    problems: [],
  }
  let hash: string | undefined
  try {
    const looked = await lookAt(ctx, row, insistent)
    hash = looked.hash
    Object.assign(item, { title: looked.listing.title, ...looked.plan })
    if (dryRun) return { item: { ...item, outcome: "planned" }, stop: null, unreachable: false }
    await logged(ctx, row, looked)
    const drift = await act(ctx, row, looked)
    if (drift.length > 0) {
      item.outcome = "failed"
      item.problems = drift.map((text) => ({
        field: text.split(":")[0] ?? "listing",
        message: text,
        fix: "A proposal is filed when it fails again.",
      }))
    }
    if (item.problems.length > 0) await proposeIfStuck(ctx, row, item)
    return { item, stop: null, unreachable: false }
  } catch (error) {
    const problem = explain(row.channel, error)
    const later = isRetryable(error)
    if (!dryRun && !later) {
      await note(ctx, row.id, [problem], hash)
      await proposeIfStuck(ctx, row, { ...item, problems: [problem] })
    }
    const used = problem.field === "rate"
    return {
      item: { ...item, outcome: later ? "later" : "failed", problems: [problem] },
      stop: used && !problem.message.includes("revisions of a listing") ? problem.message : null,
      unreachable: later && !used,
    }
  }
}

/** Answers what the channel still shows otherwise. */
async function act(ctx: Ctx, row: ListingRow, { channel, product, draft, listing, hash, plan }: Looked): Promise<string[]> {
  const now = ctx.now()
  if (plan.action === "withdraw") {
    await takeDown(ctx, row)
    return []
  }
  if (plan.action === "nothing") {
    if (plan.problems.length > 0) await note(ctx, row.id, plan.problems, hash)
    else if (plan.reasons.length > 0) await ctx.db.update(listings).set({ checkedAt: now }).where(eq(listings.id, row.id))
    else {
      const well = { status: "live" as const, drift: [], error: null, problems: null, failures: 0 }
      await ctx.db
        .update(listings)
        .set({ ...well, pushedHash: hash, verifiedAt: now, checkedAt: now })
        .where(eq(listings.id, row.id))
    }
    return []
  }
  const publish = plan.action === "publish"
  if (publish) await mayDo(ctx, channel.name, "publish")
  else {
    await mayDo(ctx, channel.name, "revision of a listing", row.remoteId ?? row.id)
    await ctx.db.update(listings).set({ status: "drifted", drift: plan.reasons }).where(eq(listings.id, row.id))
  }
  if (row.draftId !== draft.id) await ctx.db.update(listings).set({ draftId: draft.id }).where(eq(listings.id, row.id))
  return (await deliver(ctx, { channel, product, draft, listing, hash, remoteId: publish ? null : row.remoteId })).drift
}

/** What is done at a channel is decided and logged before the channel is called; that all is well, or stays as it was, fills no log. */
async function logged(ctx: Ctx, { id, productId, channel }: ListingRow, { look, plan }: Looked): Promise<void> {
  if (plan.action === "nothing") return
  const given = { channel, listing: id, look }
  const { write } = decideBy(ctx, healRule, given, { subject: productId, why: `${plan.action} on ${channel}: ${plan.reasons.join("; ")}` })
  await ctx.commit({ writes: [write], audit: { operation: "listing.heal", subject: id, detail: { channel, action: plan.action } } })
}

async function proposeIfStuck(ctx: Ctx, row: ListingRow, { problems }: SyncItem): Promise<void> {
  const given = { channel: row.channel, listing: row.id, problems, failures: row.failures + 1 }
  const { ask, why } = askRule.decide(given)
  if (!ask) return
  const { write } = decideBy(ctx, askRule, given, { subject: row.productId, why })
  await proposeHealing(ctx, row, problems, [write])
}
