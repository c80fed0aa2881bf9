import { z } from "zod"
import { SyncReport, type SyncItem } from "#schemas/sync.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { channelOff } from "#workers/domain/flag/index.ts"
import { intend, openChannel } from "#workers/domain/listing/index.ts"
import { reconcileOne } from "./act.ts"
import { neverListed, nextRows } from "./look.ts"
import { counted, noSummary } from "./rules/plan.ts"
import { beat, closeSync, openSync, remainingOf, reportOf } from "./run.ts"

export const SyncRequest = z.strictObject({
  dry_run: z.boolean().default(false).describe("say what would be done, change nothing"),
  limit: z.int().min(1).max(500).default(50).describe("listings to look at; the answer says how many remain"),
  add: z.boolean().default(false).describe("publish products on sale that were never listed there, too"),
})

/** Makes a channel show what our shop says: publishes, updates, withdraws, a bounded number of listings a call. */
export const syncChannel = operation({
  name: "channel.sync",
  about: "Brings a channel's listings to what our shop sells, within the channel's limits, and says what it did.",
  scope: "write",
  approval: "policy",
  decision: "listing.sync",
  input: z.strictObject({ channel: z.string().max(30), ...SyncRequest.shape }),
  output: SyncReport,
})(async (ctx, { channel, dry_run, limit, add }) => {
  openChannel(ctx, channel)
  return reconcile(ctx, channel, { dryRun: dry_run, limit, add, insistent: true, seconds: 50 })
})

export type Order = { dryRun: boolean; limit: number; add: boolean; insistent: boolean; seconds: number }

/** The reconciler. A switched-off channel is not even read: where a contract has changed, what it says means nothing. */
export async function reconcile(ctx: Ctx, channel: string, order: Order): Promise<SyncReport> {
  const off = await channelOff(ctx, channel)
  const at = ctx.now().toISOString()
  const trace = { id: null, channel, items: [], summary: noSummary(), startedAt: at, finishedAt: at }
  if (off) return { ...trace, status: "off", note: off }
  if (order.dryRun) return dryRun(ctx, channel, order)
  const run = await openSync(ctx, channel, noSummary())
  let [summary, items, note] = [run.summary, [...run.items], null as string | null]
  try {
    if (order.add)
      for (const { id, draft } of await neverListed(ctx, channel, order.limit)) if (draft) await intend(ctx, id, draft.draftId, channel)
    let unreachable = 0
    const rows = await nextRows(ctx, channel, run.startedAt, order.limit)
    for (const row of rows) {
      if (ctx.now().getTime() - Math.max(run.heartbeatAt.getTime(), run.startedAt.getTime()) > order.seconds * 1000) {
        note = "The time of this run is used up; the next goes on."
        break
      }
      const { item, stop, unreachable: silent } = await reconcileOne(ctx, row, order)
      summary = counted(summary, item)
      if (item.action !== "nothing" || item.outcome !== "done" || item.problems.length > 0) items = [...items, item]
      if (!(await beat(ctx, run, summary, items))) return { ...reportOf(run), note: "Another run has taken this one up." }
      unreachable = silent ? unreachable + 1 : 0
      note = stop ?? (unreachable >= 3 ? `${channel} does not answer: ${item.problems[0]?.message ?? ""}` : null)
      if (note) break
    }
    summary = { ...summary, remaining: await remainingOf(ctx, channel, run.startedAt) }
    return reportOf(await closeSync(ctx, run, { status: "done", note, summary, items }))
  } catch (error) {
    await closeSync(ctx, run, { status: "failed", note: String(error), summary, items })
    throw error
  }
}

async function dryRun(ctx: Ctx, channel: string, { limit, add, insistent }: Order): Promise<SyncReport> {
  const startedAt = ctx.now()
  const items: SyncItem[] = []
  for (const row of await nextRows(ctx, channel, startedAt, limit)) {
    const { item, stop } = await reconcileOne(ctx, row, { insistent, dryRun: true })
    items.push(item)
    if (stop) break
  }
  const fresh = add ? await neverListed(ctx, channel, Math.max(0, limit - items.length)) : []
  const reasons = ["state: it is on sale in our shop and was never listed here"]
  for (const { id, title } of fresh)
    items.push({ productId: id, listingId: null, title, action: "publish", reasons, outcome: "planned", problems: [] })
  const summary = items.reduce(counted, noSummary())
  const remaining = Math.max(0, (await remainingOf(ctx, channel, startedAt)) - (items.length - fresh.length))
  return {
    id: null,
    channel,
    status: "planned",
    note: null,
    summary: {
      ...summary,
      remaining,
    },
    items: items.slice(0, 500),
    startedAt: startedAt.toISOString(),
    finishedAt: ctx.now().toISOString(),
  }
}
