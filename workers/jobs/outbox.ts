import { decision } from "#workers/domain/decision/index.ts"
import { dueEvents } from "#workers/domain/event/index.ts"
import { sendLetters } from "#workers/domain/letter/index.ts"
import type { Job } from "./job.ts"

/** Sends events again that the queue lost or gave up: an event is done when its reactions are, not when it was sent. */
export const outbox: Job = {
  name: "outbox",
  about: "Sends events again that nobody has finished with, and letters to the operator that were not taken",
  async run(ctx) {
    const letters = await sendLetters(ctx)
    const due = await dueEvents(ctx, 30, 100)
    await ctx.send(due)
    // The log is chained as often as anything runs, so that little of it can be changed unseen.
    const { sealed } = await decision.seal(ctx, {})
    return `${sealed > 0 ? `${sealed} decisions chained, ` : ""}${letters > 0 ? `${letters} letters, ` : ""}${due.length} sent again`
  },
}
