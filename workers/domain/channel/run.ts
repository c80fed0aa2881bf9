import { and, count, desc, eq } from "drizzle-orm"
import type { SyncItem, SyncReport, SyncSummary } from "#schemas/sync.ts"
import { listings, syncs } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { dueRows } from "./look.ts"

export type SyncRow = typeof syncs.$inferSelect
const deadAfterMs = 2 * 60_000
const mostItems = 100

/**
 * Opens a reconciliation, or takes up the one that died: it keeps its beginning, and what it looked at since then is not looked at
 * again. A living one is a conflict, so that two never push the same listing.
 */
export async function openSync(ctx: Ctx, channel: string, summary: SyncSummary): Promise<SyncRow> {
  const now = ctx.now()
  const [made] = await ctx.db
    .insert(syncs)
    .values({ id: ctx.id("sync"), channel, actor: ctx.actor.id, status: "running", summary, items: [], startedAt: now, heartbeatAt: now })
    .onConflictDoNothing()
    .returning()
  if (made) return made
  const running = and(eq(syncs.channel, channel), eq(syncs.status, "running"))
  const [row] = await ctx.db.select().from(syncs).where(running)
  if (!row) return openSync(ctx, channel, summary)
  if (now.getTime() - row.heartbeatAt.getTime() < deadAfterMs)
    throw new AppError(
      "conflict",
      `A sync of ${channel} is under way since ${row.startedAt.toISOString()}; look at GET /v1/sync/${channel}.`,
    )
  const [taken] = await ctx.db
    .update(syncs)
    .set({ heartbeatAt: now, resumed: row.resumed + 1, actor: ctx.actor.id })
    .where(and(running, eq(syncs.heartbeatAt, row.heartbeatAt)))
    .returning()
  if (!taken) throw new AppError("conflict", `A sync of ${channel} was taken up by somebody else.`)
  return taken
}

/** Says that the run is alive and what it has done. False when somebody else has taken it up: then it must stop. */
export async function beat(ctx: Ctx, run: SyncRow, summary: SyncSummary, items: SyncItem[]): Promise<boolean> {
  const [alive] = await ctx.db
    .update(syncs)
    .set({ heartbeatAt: ctx.now(), summary, items: items.slice(0, mostItems) })
    .where(and(eq(syncs.id, run.id), eq(syncs.resumed, run.resumed), eq(syncs.status, "running")))
    .returning({ id: syncs.id })
  return alive !== undefined
}

type End = { status: "done" | "failed"; note: string | null; summary: SyncSummary; items: SyncItem[] }

export async function closeSync(ctx: Ctx, run: SyncRow, { status, note, summary, items }: End): Promise<SyncRow> {
  const now = ctx.now()
  const set = { status, note, summary, items: items.slice(0, mostItems), heartbeatAt: now, finishedAt: now }
  await ctx.commit({
    writes: [ctx.db.update(syncs).set(set).where(eq(syncs.id, run.id))],
    audit: { operation: "channel.sync", subject: run.channel, detail: { id: run.id, ...summary, note } },
  })
  return { ...run, ...set }
}

export const remainingOf = async (ctx: Ctx, channel: string, since: Date): Promise<number> =>
  (await ctx.db.select({ n: count() }).from(listings).where(dueRows(channel, since)))[0]?.n ?? 0

export const lastSyncs = (ctx: Ctx, channel: string, limit: number): Promise<SyncRow[]> =>
  ctx.db.select().from(syncs).where(eq(syncs.channel, channel)).orderBy(desc(syncs.startedAt), desc(syncs.id)).limit(limit)

export const reportOf = ({ id, channel, status, note, summary, items, startedAt, finishedAt }: SyncRow): SyncReport => ({
  id,
  channel,
  status,
  note,
  summary,
  items,
  startedAt: startedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
})
