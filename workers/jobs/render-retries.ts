import { claimFailedRenders } from "#workers/domain/job/index.ts"
import type { Job } from "./job.ts"

export const renderRetries: Job = {
  name: "render-retries",
  about: "Runs again what failed while making its files; what was made is not made twice",
  async run(ctx) {
    const failed = await claimFailedRenders(ctx)
    for (const id of failed) await ctx.restart(id)
    return failed.length === 0 ? "nothing failed" : `${failed.length} run again: ${failed.join(", ")}`
  },
}
