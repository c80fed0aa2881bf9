import { evals } from "#workers/domain/eval/index.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import type { Job } from "./job.ts"

/** The part of `npm run eval` that needs the running shop: its own index, its published drafts, its safe modes. */
export const drift: Job = {
  name: "drift",
  about: "Measures retrieval, published drafts and safe modes, and files what got worse",
  async run(ctx) {
    const { metrics, worse } = await evals.weekly(ctx, {})
    const figures = Object.entries(metrics).map(([metric, value]) => `${metric.replace("live.", "")} ${value.toFixed(3)}`)
    const { filed } = worse.length > 0 ? await proposal.drift(ctx, { worse }) : { filed: null }
    return `${figures.join(", ")}; ${worse.length} worse${filed ? `, filed as ${filed}` : ""}`
  },
}
