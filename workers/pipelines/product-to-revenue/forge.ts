import { delegate } from "#workers/context.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { advanceJob, effect } from "#workers/domain/job/index.ts"
import { needed, type Run, type RunState, type Stage, type Forged, type Written } from "#workers/pipelines/stage.ts"

/** Goods and words are made by the fabricator, for the director who answers for them; what that costs counts for the run and the day. */
const fabricator = ({ ctx, jobId }: Run) => ctx.as(delegate("cpa", "content-fabricator", "product.spec", jobId))
const writer = ({ ctx, jobId }: Run) => ctx.as(delegate("cca", "content-fabricator", "listing.words", jobId))

/** The content of a run's good, written once. */
export function written(run: Run, state: RunState): Promise<Written> {
  return effect(run.ctx, run.jobId, "forge.content", 0, () =>
    draft.compose(fabricator(run), { productId: state.productId, brief: needed(state.brief, "brief") }),
  )
}

/** The files of a run's good, made once. */
export function forged(run: Run, state: RunState, content: Written): Promise<Forged> {
  return effect(run.ctx, run.jobId, "forge.files", 0, () =>
    draft.forge(fabricator(run), { productId: state.productId, draftId: state.draftId, ...content }),
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
  return draft.describe(writer(run), {
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
