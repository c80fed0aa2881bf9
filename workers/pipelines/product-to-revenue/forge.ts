import { draft } from "#workers/domain/draft/index.ts"
import { advanceJob, effect } from "#workers/domain/job/index.ts"
import { needed, type Run, type RunState, type Stage, type Forged, type Written } from "#workers/pipelines/stage.ts"

/** The content of a run's good, written once. */
export function written({ ctx, jobId }: Run, state: RunState): Promise<Written> {
  return effect(ctx, jobId, "forge.content", 0, () =>
    draft.compose(ctx, { productId: state.productId, brief: needed(state.brief, "brief") }),
  )
}

/** The files of a run's good, made once. */
export function forged(run: Run, state: RunState, content: Written): Promise<Forged> {
  return effect(run.ctx, run.jobId, "forge.files", 0, () =>
    draft.forge(run.ctx, { productId: state.productId, draftId: state.draftId, ...content }),
  )
}

export const forge: Stage = {
  name: "forge",
  about: "Content by the model, files by code, then the listing's words, price and scores",
  retries: 2,
  async run(run, state) {
    const content = await written(run, state)
    const { facts } = await forged(run, state, content)
    await effect(run.ctx, run.jobId, "forge.describe", 0, () => describe(run, state, content, { facts }, 1))
    await advanceJob(run.ctx, run.jobId, { artifacts: { draftId: state.draftId } })
    return {}
  },
}

export function describe(run: Run, state: RunState, { content, composer }: Written, { facts }: Forged, round: number) {
  const { productId, draftId } = state
  return draft.describe(run.ctx, {
    productId,
    draftId,
    jobId: run.jobId,
    brief: needed(state.brief, "brief"),
    content,
    facts,
    composer,
    round,
  })
}
