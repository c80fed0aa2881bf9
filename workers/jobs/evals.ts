import { evals } from "#workers/domain/eval/index.ts"
import type { Job } from "./job.ts"

/** Every night, so that a fall is seen the next morning; what is worse is filed by the weekly gate, when it has stayed so. */
export const nightlyEvals: Job = {
  name: "evals",
  about: "Measures retrieval, published drafts and safe modes on the shop's own data",
  async run(ctx) {
    const { metrics, worse } = await evals.weekly(ctx, {})
    const figures = Object.entries(metrics).map(([metric, value]) => `${metric.replace("live.", "")} ${value.toFixed(3)}`)
    return `${figures.join(", ")}; ${worse.length === 0 ? "nothing worse" : `worse: ${worse.map(({ metric }) => metric).join(", ")}`}`
  },
}
