import { delegate } from "#workers/context.ts"
import { ticket } from "#workers/domain/ticket/index.ts"
import { textOf, type Reaction } from "./reaction.ts"

/** Whoever gets money back reads so, whether a person, an agent or the provider's own dashboard paid it. */
export const tellRefund: Reaction = {
  name: "tell-refund",
  on: "refund.issued",
  async run(ctx, event) {
    await ticket.refunded(ctx.as(delegate("cca2", "support-copilot", "support.answer")), { refundId: textOf(event, "refundId") })
  },
}
