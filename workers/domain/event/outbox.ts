import { and, asc, eq, isNull, lt, sql } from "drizzle-orm"
import { events, reactionsDone } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { EventRow } from "./list.ts"

export async function loadEvent(ctx: Ctx, id: string): Promise<EventRow | null> {
  const [row] = await ctx.db.select().from(events).where(eq(events.id, id))
  return row ?? null
}

/** Events that nobody has finished with `seconds` after they happened: sent again, oldest first. */
export async function dueEvents(ctx: Ctx, seconds: number, limit: number): Promise<string[]> {
  const before = new Date(ctx.now().getTime() - seconds * 1000)
  const rows = await ctx.db
    .select({ id: events.id })
    .from(events)
    .where(and(isNull(events.handledAt), lt(events.at, before)))
    .orderBy(asc(events.at))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Whether a reaction has run for an event; marking it is separate, after the reaction's own commit. */
export async function reactionDone(ctx: Ctx, eventId: string, reaction: string): Promise<boolean> {
  const rows = await ctx.db
    .select()
    .from(reactionsDone)
    .where(and(eq(reactionsDone.eventId, eventId), eq(reactionsDone.reaction, reaction)))
  return rows.length > 0
}

export async function markReaction(ctx: Ctx, eventId: string, reaction: string): Promise<void> {
  await ctx.db.insert(reactionsDone).values({ eventId, reaction, at: ctx.now() }).onConflictDoNothing()
}

export async function markHandled(ctx: Ctx, eventId: string, error: string | null): Promise<void> {
  await ctx.db
    .update(events)
    .set({ attempts: sql`${events.attempts} + 1`, error, ...(error === null ? { handledAt: ctx.now() } : {}) })
    .where(eq(events.id, eventId))
}
