import { agent } from "#workers/context.ts"
import { experiment } from "#workers/domain/experiment/index.ts"
import { release } from "#workers/domain/release/index.ts"
import { idsOf, textOf, type Reaction } from "./reaction.ts"

/** The first paid order freezes release v1.0 and opens A/B-001; every later one finds both done. */
export const firstSale: Reaction = {
  name: "first-sale",
  on: "order.paid",
  async run(ctx, event) {
    await release.freeze(ctx, { orderId: textOf(event, "orderId") })
    await experiment.open_first(ctx.as(agent("cca")), { productIds: idsOf(event, "productIds") })
  },
}
