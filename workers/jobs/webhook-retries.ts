import { dueDeliveries } from "#workers/domain/webhook/index.ts"
import type { Job } from "./job.ts"

/** Sends deliveries whose wait is over, and those that the queue lost. */
export const webhookRetries: Job = {
  name: "webhook-retries",
  about: "Tries outgoing webhooks again by their schedule",
  async run(ctx) {
    const due = await dueDeliveries(ctx, 100)
    await ctx.send(due)
    return `${due.length} sent again`
  },
}
