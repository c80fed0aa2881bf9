import { fanOut } from "#workers/domain/webhook/index.ts"
import type { Reaction } from "./reaction.ts"

/** Every event goes to the endpoints outside that want it. */
export const callWebhooks: Reaction = {
  name: "call-webhooks",
  on: "every event",
  async run(ctx, event) {
    await fanOut(ctx, event)
  },
}
