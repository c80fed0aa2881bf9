import { dueEvents } from "#workers/domain/event/index.ts"
import type { Job } from "./job.ts"

/** Sends events again that the queue lost or gave up: an event is done when its reactions are, not when it was sent. */
export const outbox: Job = {
  name: "outbox",
  about: "Sends events again that nobody has finished with",
  async run(ctx) {
    const due = await dueEvents(ctx, 30, 100)
    await ctx.send(due)
    return `${due.length} sent again`
  },
}
