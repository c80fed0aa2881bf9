import { draft } from "#workers/domain/draft/index.ts"
import { idea } from "#workers/domain/idea/index.ts"
import type { Job } from "./job.ts"

/** Makes the best new idea of the night into a draft for the gate, and reads what the shop itself knows of demand for the next one; without a new idea it says so. */
export const trendIngest: Job = {
  name: "trend-ingest",
  about: "Takes the best new idea, drafts a product from it, and reads the shop's own demand",
  async run(ctx) {
    const taken = await idea.take(ctx, {})
    // After the choice: one night is decided on what was known when it began, and the day before is counted whole.
    await idea.refresh(ctx, {})
    if (!taken) return "no new idea"
    const { jobId } = await draft.request(ctx, { brief: taken.request, ideaId: taken.id, until: "gate" })
    return `${taken.request.category}: ${jobId}`
  },
}
