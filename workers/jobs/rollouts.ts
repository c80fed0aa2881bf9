import { agent } from "#workers/context.ts"
import { rollout } from "#workers/domain/rollout/index.ts"
import { accountableFor } from "#seeds/org/index.ts"
import type { Job } from "./job.ts"

export const rollouts: Job = {
  name: "rollouts",
  about: "Steps rollouts on, or takes them back by their kill criterion",
  async run(ctx) {
    const { held, stepped, finished, rolledBack } = await rollout.watch(ctx.as(agent(accountableFor("rollout.step"))), {})
    return `${held} held, ${stepped} stepped, ${finished} finished, ${rolledBack.length} rolled back`
  },
}
