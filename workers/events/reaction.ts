import type { EventType } from "#schemas/event.ts"
import type { Ctx } from "#workers/context.ts"
import type { EventRow } from "#workers/domain/event/index.ts"

/** Something that happens because of an event. It may be called again for the same event, so it must be harmless twice. */
export type Reaction = { name: string; on: EventType | "every event"; run(ctx: Ctx, event: EventRow): Promise<void> }

/** A field of ids. */
export function idsOf(event: EventRow, field: string): string[] {
  const value = event.data[field]
  if (!Array.isArray(value) || !value.every((id) => typeof id === "string"))
    throw new Error(`Event ${event.id} of type ${event.type} has no "${field}".`)
  return value
}

/** A text field of an event's data; commit() wrote it by the schema of its type. */
export function textOf(event: EventRow, field: string): string {
  const value = event.data[field]
  if (typeof value !== "string") throw new Error(`Event ${event.id} of type ${event.type} has no "${field}".`)
  return value
}
