import { and, asc, eq, isNull, lt, lte, or, sql } from "drizzle-orm"
import { events, reactionsDone } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { EventRow } from "./list.ts"
import { mostAttempts, waitBeforeRetry } from "./rules.ts"

export async function loadEvent(ctx: Ctx, id: string): Promise<EventRow | null> {
  const [row] = await ctx.db.select().from(events).where(eq(events.id, id))
  return row ?? null
}

/** Events that nobody has finished with `seconds` after they happened, that are not parked and whose wait is over: sent again, oldest first. */
export async function dueEvents(ctx: Ctx, seconds: number, limit: number): Promise<string[]> {
  const before = new Date(ctx.now().getTime() - seconds * 1000)
  const rows = await ctx.db
    .select({ id: events.id })
    .from(events)
    .where(
      and(isNull(events.handledAt), isNull(events.parkedAt), lt(events.at, before), or(isNull(events.dueAt), lte(events.dueAt, ctx.now()))),
    )
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

/** The event is done: every reaction has run. */
export async function markHandled(ctx: Ctx, eventId: string): Promise<void> {
  const done = { attempts: sql`${events.attempts} + 1`, error: null, dueAt: null, handledAt: ctx.now() }
  await ctx.db.update(events).set(done).where(eq(events.id, eventId))
}

/** A reaction failed: the event rests longer after each attempt and is parked after the last. Says for how many seconds it rests; null: parked. */
export async function markFailed(ctx: Ctx, event: EventRow, error: string): Promise<number | null> {
  const attempts = event.attempts + 1
  const parked = attempts >= mostAttempts
  const wait = waitBeforeRetry(attempts)
  const dueAt = parked ? null : new Date(ctx.now().getTime() + wait * 1000)
  await ctx.db
    .update(events)
    .set({ attempts, error, dueAt, parkedAt: parked ? ctx.now() : null })
    .where(eq(events.id, event.id))
  if (parked) ctx.log("event.parked", { event: event.id, type: event.type, attempts, error })
  return parked ? null : wait
}
