import { and, eq, isNull } from "drizzle-orm"
import { z } from "zod"
import { events } from "#schemas/tables/index.ts"
import { conflict, notFound } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { loadEvent } from "./outbox.ts"

/** Gives an unfinished event its attempts back and sends it at once; what its reactions had done is not done again. */
export const replayEvent = operation({
  name: "event.replay",
  about: "Sends an event again that was given up or still waits; reactions that have run do not run again.",
  scope: "write",
  approval: "policy",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({ id: z.string(), sent: z.literal(true) }),
})(async (ctx, { id }) => {
  const event = await loadEvent(ctx, id)
  if (!event) throw notFound("event", id)
  if (event.handledAt) throw conflict("This event is done: every reaction to it has run.")
  const transition = ctx.db
    .update(events)
    .set({ attempts: 0, parkedAt: null, dueAt: null, error: null })
    .where(and(eq(events.id, id), isNull(events.handledAt)))
  try {
    await ctx.commit({
      transition,
      audit: { operation: "event.replay", subject: id, detail: { type: event.type, parked: event.parkedAt !== null } },
    })
  } catch (error) {
    if (error instanceof LostRace) throw conflict("This event is done: every reaction to it has run.")
    throw error
  }
  await ctx.send([id])
  return { id, sent: true as const }
})
