import { effect } from "#workers/domain/job/index.ts"
import { metric } from "#workers/domain/metric/index.ts"
import type { Stage } from "#workers/pipelines/stage.ts"

export const measure: Stage = {
  name: "measure",
  about: "Writes the first outcome, against which later ones are compared",
  retries: 3,
  async run({ ctx, jobId }, { productId }) {
    await effect(ctx, jobId, "measure", 0, () => metric.measure(ctx, { productId }))
    return {}
  },
}
