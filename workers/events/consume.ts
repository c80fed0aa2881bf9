import { inside, openCtx, type Ctx } from "#workers/context.ts"
import { loadEvent, markHandled, markReaction, reactionDone, type EventRow } from "#workers/domain/event/index.ts"
import type { Bindings } from "#workers/env.ts"
import { reactions } from "./index.ts"

export const deadQueue = "autonomax-events-dead"

/** The queue's host: one event at a time, each reaction once; a failing one is tried again by the queue, then dead-lettered. */
export async function consume(batch: MessageBatch<{ id: string }>, env: Bindings): Promise<void> {
  const ctx = openCtx(env, inside("job", "events"))
  for (const message of batch.messages) {
    if (batch.queue === deadQueue) {
      // The outbox job keeps trying; this line is what pages somebody.
      ctx.log("event.dead", { event: message.body.id })
      message.ack()
      continue
    }
    try {
      await handle(ctx, message.body.id)
      message.ack()
    } catch (error) {
      ctx.log("event.failed", { event: message.body.id, attempt: message.attempts, error: String(error) })
      message.retry({ delaySeconds: Math.min(2 ** message.attempts, 300) })
    }
  }
}

/** Runs what follows from an event and has not run yet. Handled means: every reaction is done. */
export async function handle(ctx: Ctx, id: string): Promise<void> {
  const event = await loadEvent(ctx, id)
  if (!event || event.handledAt) return
  try {
    await react(ctx, event)
    await markHandled(ctx, id, null)
  } catch (error) {
    await markHandled(ctx, id, String(error).slice(0, 500))
    throw error
  }
}

async function react(ctx: Ctx, event: EventRow): Promise<void> {
  for (const reaction of reactions.filter(({ on }) => on === event.type)) {
    if (await reactionDone(ctx, event.id, reaction.name)) continue
    await reaction.run(ctx, event)
    await markReaction(ctx, event.id, reaction.name)
  }
}
