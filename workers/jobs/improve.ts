import { product } from "#workers/domain/product/index.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import type { Job } from "./job.ts"

export const improve: Job = {
  name: "improve",
  about: "Compares outcomes with goals and files proposals",
  async run(ctx) {
    const { items } = await product.board(ctx, {})
    let filed = 0
    for (const { id, stage } of items) if (stage === "live") filed += (await proposal.draft(ctx, { productId: id })).filed.length
    return `${filed} proposals filed`
  },
}
