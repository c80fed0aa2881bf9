import { delegate } from "#workers/context.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { idea } from "#workers/domain/idea/index.ts"
import type { Job } from "./job.ts"

/** Makes the best new idea of the night into a draft for the gate; without a new idea it says so. */
export const trendIngest: Job = {
  name: "trend-ingest",
  about: "Reads the shop's own demand, takes the best new idea, and drafts a product from it",
  async run(night) {
    const ctx = night.as(delegate("cpa", "sourcing-bot", "brief.accept"))
    await idea.giveUp(ctx, {})
    // Before the choice: what was sold and looked for in vain until tonight counts tonight.
    await idea.refresh(ctx, {})
    const taken = await idea.take(ctx, {})
    if (!taken) return "no new idea"
    const { jobId } = await draft.request(ctx, { brief: taken.request, ideaId: taken.id, until: "gate" })
    return `${taken.request.category}: ${jobId}`
  },
}
