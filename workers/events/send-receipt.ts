import { delivery } from "#workers/domain/delivery/index.ts"
import { textOf, type Reaction } from "./reaction.ts"

export const sendReceipt: Reaction = {
  name: "send-receipt",
  on: "order.paid",
  async run(ctx, event) {
    await delivery.receipt(ctx, { orderId: textOf(event, "orderId") })
  },
}
