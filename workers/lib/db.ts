import { sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1"
import type { EventData, EventType } from "#schemas/event.ts"
import * as tables from "#schemas/tables/index.ts"
import { newId } from "./ids.ts"
import { redactDeep } from "./safe/pii/index.ts"

export type Db = DrizzleD1Database<typeof tables>
export type Write = BatchItem<"sqlite">
export type NewEvent = { [T in EventType]: { type: T; subject: string; data: EventData<T> } }[EventType]
export type Trace = { operation: string; subject: string; detail?: Record<string, unknown> }
export type Changes = {
  /** A conditional UPDATE; when it matches no row nothing of the batch is written and `LostRace` is thrown. */
  transition?: Write
  writes?: Write[]
  audit: Trace | Trace[]
  events?: NewEvent[]
}

/** The row was not in the state that the transition wanted: somebody else was first. */
export class LostRace extends Error {
  override name = "LostRace"
}

const opened = new WeakMap<D1Database, Db>()

/** The same one for the same database: reading the schema of all tables takes longer than most queries. */
export function openDb(d1: D1Database): Db {
  const db = opened.get(d1) ?? drizzle(d1, { schema: tables })
  opened.set(d1, db)
  return db
}

/**
 * Writes rows, audit and events in one D1 batch, all or nothing. D1 has no interactive transactions and an UPDATE that
 * matches nothing does not abort a batch, so a failing CHECK is inserted behind the transition when `changes()` is 0.
 * Audit and events are read by many and kept for long: personal data in them is replaced and not restorable.
 */
export async function commit(db: Db, actor: string, at: Date, { transition, writes = [], audit, events = [] }: Changes): Promise<string[]> {
  // Ids of one millisecond are random; sorted, the events of a batch read in the order in which they were given.
  const ids = events.map(() => newId("event", at)).toSorted()
  const eventRows = events.map((event, n) => ({ ...event, data: redactDeep(event.data).value, id: ids[n] ?? newId("event", at), at }))
  const guarded = transition ? [transition, db.insert(tables.mustChange).select(sql`SELECT 1 WHERE changes() = 0`)] : []
  const batch: Write[] = [
    ...guarded,
    ...writes,
    ...(Array.isArray(audit) ? audit : [audit]).map((trace) =>
      db.insert(tables.audit).values({
        id: newId("audit", at),
        actor,
        at,
        operation: trace.operation,
        subject: trace.subject,
        detail: redactDeep(trace.detail ?? {}).value,
      }),
    ),
    ...eventRows.map((event) =>
      db.insert(tables.events).values({
        ...event,
        sequence: sql`(SELECT coalesce(max(sequence), 0) + 1 FROM events WHERE subject = ${event.subject})`,
      }),
    ),
  ]
  const [first, ...rest] = batch
  if (first === undefined) return []
  try {
    await db.batch([first, ...rest])
  } catch (error) {
    if (mentions(error, "must_change_matched_nothing"))
      throw new LostRace("The row had changed before it could be written.", { cause: error })
    throw error
  }
  return eventRows.map((event) => event.id)
}

/** Whether an error, or what caused it, names this constraint or message. */
export function mentions(error: unknown, text: string): boolean {
  for (let current: unknown = error; current instanceof Error; current = current.cause) if (current.message.includes(text)) return true
  return false
}
