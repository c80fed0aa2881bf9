import { advert } from "#workers/domain/advert/index.ts"
import type { Job } from "./job.ts"

export const adSpend: Job = {
  name: "ad-spend",
  about: "Books what advertising cost and stops what ended or was charged beyond its budget",
  async run(ctx) {
    const { read, stopped, failing } = await advert.pull_spend(ctx, {})
    return `${read} read, ${stopped} stopped${failing[0] ? `, failing: ${failing[0]}` : ""}`
  },
}
