import { advanceJob, effect } from "#workers/domain/job/index.ts"
import { proposal } from "#workers/domain/proposal/index.ts"
import type { Stage } from "#workers/pipelines/stage.ts"

export const improve: Stage = {
  name: "improve",
  about: "Files typed proposals that follow from the outcome",
  retries: 3,
  async run({ ctx, jobId }, { productId }) {
    const { filed } = await effect(ctx, jobId, "improve", 0, () => proposal.draft(ctx, { productId }))
    await advanceJob(ctx, jobId, { artifacts: { proposals: filed } })
    return {}
  },
}
