import { advanceJob, slice, type StageName } from "#workers/domain/job/index.ts"
import { problemOf } from "#workers/problem.ts"
import { stages } from "./product-to-revenue/index.ts"
import type { Run, RunState, Stage } from "./stage.ts"

export type RunInput = RunState & { from: StageName; until: StageName }
type RunStep = (stage: Stage, label: string, work: () => Promise<Partial<RunState>>) => Promise<Partial<RunState>>

/** Plays a slice of the stages in their order; how a step is remembered and tried again is the host's matter. */
export async function play(run: Run, input: RunInput, runStep: RunStep): Promise<RunState> {
  let state: RunState = input
  for (const name of slice(input.from, input.until)) {
    const stage = stages[name]
    const added = stage.host
      ? await stage.host(run, state, (label, work) => runStep(stage, label, work))
      : await runStep(stage, name, () => stage.run(run, state))
    state = { ...state, ...added }
  }
  return state
}

/** One try of a step: heartbeat first. What the request got wrong stays wrong: it is recorded for whoever asked. Other errors are thrown. */
export async function attempt(
  { ctx, jobId }: Run,
  stage: Stage,
  label: string,
  work: () => Promise<Partial<RunState>>,
): Promise<{ json: string } | { problem: string }> {
  await advanceJob(ctx, jobId, { status: "running", stage: stage.name })
  const started = Date.now()
  try {
    const json = JSON.stringify(await work())
    await advanceJob(ctx, jobId, { artifacts: { seconds: { [label]: (Date.now() - started) / 1000 } } })
    return { json }
  } catch (error) {
    const problem = problemOf(error)
    if (problem === null) throw error
    await advanceJob(ctx, jobId, { artifacts: { problem } })
    return { problem: problem.detail }
  }
}
