import type { FullBrief, ProductBrief } from "#schemas/brief.ts"
import type { Content } from "#schemas/content/index.ts"
import type { Facts } from "#schemas/good.ts"
import type { Ctx } from "#workers/context.ts"
import type { ChannelResult } from "#workers/domain/listing/index.ts"
import type { PostResult } from "#workers/domain/promotion/index.ts"
import type { StageName } from "#workers/domain/job/index.ts"

/** What a run knows so far: plain JSON, each stage adds its part. */
export type RunState = {
  productId: string
  draftId: string
  channels: string[]
  ideaId: string | null
  request?: ProductBrief
  brief?: FullBrief
  listings?: ChannelResult[]
  posts?: PostResult[]
}
/** What a good was made of; too large for the run's state, so it is read back from the effect log. */
export type Written = { content: Content; composer: string; prompt: string; sources: string[] }
export type Forged = { facts: Facts }

export type Run = { jobId: string; ctx: Ctx; waitFor(type: string): Promise<unknown> }
export type Step = (label: string, work: () => Promise<Partial<RunState>>) => Promise<Partial<RunState>>

/** One stage of a pipeline. `host` is for a stage of several steps, such as the gate, which waits for a person between two. */
export type Stage = {
  name: StageName
  about: string
  retries: number
  run(run: Run, state: RunState): Promise<Partial<RunState>>
  host?: (run: Run, state: RunState, step: Step) => Promise<Partial<RunState>>
}

/** A run that stops early and rightly: the gate refused the draft, or a person rejected it. */
export class Ended extends Error {
  override name = "Ended"
}

export function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The run has no ${what}: a stage before this one did not give it.`)
  return value
}
