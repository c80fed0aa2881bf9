import { idea } from "#workers/domain/idea/index.ts"
import { AppError } from "#workers/errors.ts"
import { effect } from "#workers/domain/job/index.ts"
import type { Stage } from "#workers/pipelines/stage.ts"
import { readRefs } from "./read-refs.ts"

/** Takes the best idea when nobody asked for something, and reads the pages that the brief refers to. */
export const ingest: Stage = {
  name: "ingest",
  about: "Chooses what to make, and reads what it refers to",
  retries: 3,
  async run({ ctx, jobId }, state) {
    const { request, ideaId } = state.request
      ? { request: state.request, ideaId: state.ideaId }
      : await effect(ctx, jobId, "ingest.take", 0, async () => {
          const taken = await idea.take(ctx, { run: jobId })
          if (!taken) throw new AppError("conflict", "There is no new idea to take. Ingest a source first.")
          return { request: taken.request, ideaId: taken.id }
        })
    const refs = await effect(ctx, jobId, "ingest.refs", 0, () => readRefs(ctx, request.refs ?? []))
    return { request: { ...request, ...(refs.length > 0 ? { refs } : {}) }, ideaId }
  },
}
