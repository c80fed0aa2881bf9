import { claimStaleJobs, staleAfterMs } from "#workers/domain/job/index.ts"
import type { Job } from "./job.ts"

/** Starts runs again whose heartbeat has stopped. `npm start` calls it with no patience, for after a kill all are dead. */
export const recover: Job = {
  name: "recover",
  about: "Restarts pipeline runs that died",
  async run(ctx) {
    const dead = await claimStaleJobs(ctx, staleAfterMs)
    for (const id of dead) await ctx.restart(id)
    return `${dead.length} restarted`
  },
}
