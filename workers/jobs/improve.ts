import { agent } from "#workers/context.ts"
import { product } from "#workers/domain/product/index.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import { wakeAll } from "./directors.ts"
import type { Job } from "./job.ts"

/** The organisation's night: the analyst compares outcomes with goals and proposes; then every director looks, proposes, votes and applies. */
export const improve: Job = {
  name: "improve",
  about: "Compares outcomes with goals, files proposals, and lets the directors vote and apply",
  async run(ctx) {
    const { items } = await product.board(ctx, {})
    const analyst = ctx.as(agent("revenue-analyst"))
    let filed = 0
    for (const { id, stage } of items) if (stage === "live") filed += (await proposal.draft(analyst, { productId: id })).filed.length
    const first = await wakeAll(ctx, ["night"])
    // What one director proposed in the first round, the others vote on in the second, and its owner applies in it or in the next wake.
    const second = await wakeAll(ctx, ["night"])
    return `${filed} proposals filed; ${first}; then ${second}`
  },
}
