import { decision } from "#workers/domain/decision/index.ts"
import type { Job } from "./job.ts"

export const seal: Job = {
  name: "seal",
  about: "Chains what was decided since, so that a later change of it shows",
  run: async (ctx) => `${(await decision.seal(ctx, {})).sealed} decisions chained`,
}
