import { evals } from "#workers/domain/eval/index.ts"
import { flag } from "#workers/domain/flag/index.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import type { Job } from "./job.ts"

/** The part of `npm run eval` that needs the running shop: its own index, its published drafts, its safe modes. */
export const drift: Job = {
  name: "drift",
  about: "Measures retrieval, published drafts and safe modes, files what got worse, and names flags that have had their time",
  async run(ctx) {
    const { metrics, worse } = await evals.weekly(ctx, {})
    const figures = Object.entries(metrics).map(([metric, value]) => `${metric.replace("live.", "")} ${value.toFixed(3)}`)
    const { filed } = worse.length > 0 ? await proposal.drift(ctx, { worse }) : { filed: null }
    const { items: stale } = await flag.stale(ctx, {})
    const leftOver = stale.length > 0 ? `; flags that have had their time: ${stale.map(({ key }) => key).join(", ")}` : ""
    return `${figures.join(", ")}; ${worse.length} worse${filed ? `, filed as ${filed}` : ""}${leftOver}`
  },
}
