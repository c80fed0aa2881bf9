import { inside, openCtx, type Ctx } from "#workers/context.ts"
import { loadEvent, markFailed, markHandled, markReaction, reactionDone, type EventRow } from "#workers/domain/event/index.ts"
import { deliverWebhook, isDelivery } from "#workers/domain/webhook/index.ts"
import type { Bindings } from "#workers/env.ts"
import { reactions } from "./index.ts"

export const deadQueue = "autonomax-events-dead"

/** Seconds. What rests for longer is left to the outbox job, which sends it again when it is due. */
const longestDelay = 300

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
      const wait = await take(ctx, message.body.id)
      if (wait === null || wait > longestDelay) message.ack()
      else message.retry({ delaySeconds: wait })
    } catch (error) {
      // Not even the failure could be written down.
      ctx.log("event.failed", { event: message.body.id, attempt: message.attempts, error: String(error) })
      message.retry({ delaySeconds: Math.min(2 ** message.attempts, longestDelay) })
    }
  }
}

/** Does what a message asks for; says in how many seconds it is to be tried again by the queue, null: not by the queue. */
async function take(ctx: Ctx, id: string): Promise<number | null> {
  if (isDelivery(id)) {
    await deliverWebhook(ctx, id)
    return null
  }
  return handle(ctx, id)
}

/**
 * Runs what follows from an event and has not run yet. Handled means: every reaction is done. When one fails, the answer is
 * after how many seconds to try again; null: done, parked, or nothing to do.
 */
export async function handle(ctx: Ctx, id: string): Promise<number | null> {
  const event = await loadEvent(ctx, id)
  if (!event || event.handledAt || event.parkedAt) return null
  try {
    await react(ctx, event)
    await markHandled(ctx, id)
    return null
  } catch (error) {
    ctx.log("event.failed", { event: id, attempt: event.attempts + 1, error: String(error) })
    return markFailed(ctx, event, String(error).slice(0, 500))
  }
}

async function react(ctx: Ctx, event: EventRow): Promise<void> {
  for (const reaction of reactions.filter(({ on }) => on === "every event" || on === event.type)) {
    if (await reactionDone(ctx, event.id, reaction.name)) continue
    await reaction.run(ctx, event)
    await markReaction(ctx, event.id, reaction.name)
  }
}
