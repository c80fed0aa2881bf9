import { brief as briefs } from "#workers/domain/brief/index.ts"
import { advanceJob, effect } from "#workers/domain/job/index.ts"
import { needed, type Stage } from "#workers/pipelines/stage.ts"

export const brief: Stage = {
  name: "brief",
  about: "Completes the brief: kind, keywords, angle, a measurable success criterion",
  retries: 3,
  async run({ ctx, jobId }, { productId, ideaId, request }) {
    const made = await effect(ctx, jobId, "brief", 0, () =>
      briefs.synthesize(ctx, { productId, request: needed(request, "request"), ideaId }),
    )
    await advanceJob(ctx, jobId, { artifacts: { productId } })
    return { brief: made.brief }
  },
}
